package hudson.model;

import hudson.ExtensionPoint;
import hudson.security.Permission;

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

    public boolean isEnabled() {
        throw new UnsupportedOperationException("AdministrativeMonitor.isEnabled needs a real Jenkins");
    }

    public abstract boolean isActivated();

    public boolean isSecurity() {
        return false;
    }

    @Deprecated
    public Permission getRequiredPermission() {
        throw new UnsupportedOperationException("AdministrativeMonitor.getRequiredPermission needs a real Jenkins");
    }
}
