package hudson.model.listeners;

import hudson.ExtensionPoint;

/** Is told what becomes of jobs, and when Jenkins is about to stop. */
public class ItemListener implements ExtensionPoint {

    public ItemListener() {}

    public void onLoaded() {
        // For those who override it.
    }

    public void onBeforeShutdown() {
        // For those who override it.
    }
}
