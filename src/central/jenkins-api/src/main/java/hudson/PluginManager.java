package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractModelObject;

/** The installed plugins. */
public abstract class PluginManager extends AbstractModelObject {

    PluginManager() {}

    @CheckForNull
    public PluginWrapper getPlugin(String shortName) {
        throw new UnsupportedOperationException("PluginManager.getPlugin needs a real Jenkins");
    }
}
