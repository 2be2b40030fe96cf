package hudson.model;

import hudson.ExtensionPoint;

/** A warning shown to administrators. */
public abstract class AdministrativeMonitor extends AbstractModelObject implements ExtensionPoint {

    public final String id;

    protected AdministrativeMonitor(String id) {
        this.id = id;
    }

    protected AdministrativeMonitor() {
        id = getClass().getName();
    }

    @Override
    public String getDisplayName() {
        return id;
    }

    public abstract boolean isActivated();

    public boolean isSecurity() {
        return false;
    }
}
