package hudson.model.listeners;

import hudson.ExtensionPoint;
import hudson.XmlFile;
import hudson.model.Saveable;

/** Is told what was saved. */
public abstract class SaveableListener implements ExtensionPoint {

    public SaveableListener() {}

    public void onChange(Saveable o, XmlFile file) {
        // For those who override it.
    }
}
