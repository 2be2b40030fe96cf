package hudson;

import hudson.model.ModelObject;

/** One installed plugin. */
public class PluginWrapper implements Comparable<PluginWrapper>, ModelObject {

    PluginWrapper() {}

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException("PluginWrapper.getDisplayName needs a real Jenkins");
    }

    public String getShortName() {
        throw new UnsupportedOperationException("PluginWrapper.getShortName needs a real Jenkins");
    }

    public String getVersion() {
        throw new UnsupportedOperationException("PluginWrapper.getVersion needs a real Jenkins");
    }

    @Override
    public int compareTo(PluginWrapper pw) {
        throw new UnsupportedOperationException("PluginWrapper.compareTo needs a real Jenkins");
    }
}
