package hudson.model.listeners;

import hudson.ExtensionPoint;
import hudson.XmlFile;
import hudson.model.Saveable;

/** Is told when anything was stored. */
public abstract class SaveableListener implements ExtensionPoint {

    public SaveableListener() {}

    public void onChange(Saveable o, XmlFile file) {
        // For those who override it.
    }

    public static void fireOnChange(Saveable o, XmlFile file) {
        throw new UnsupportedOperationException("SaveableListener.fireOnChange needs a real Jenkins");
    }
}
