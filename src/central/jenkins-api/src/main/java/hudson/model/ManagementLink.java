package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.security.Permission;

/** A page below <i>Manage Jenkins</i>. */
public abstract class ManagementLink implements ExtensionPoint, Action {

    public ManagementLink() {}

    @Override
    public abstract @CheckForNull String getIconFileName();

    public String getDescription() {
        throw new UnsupportedOperationException("ManagementLink.getDescription needs a real Jenkins");
    }

    @Override
    public abstract @CheckForNull String getUrlName();

    public @NonNull Permission getRequiredPermission() {
        throw new UnsupportedOperationException("ManagementLink.getRequiredPermission needs a real Jenkins");
    }

    public @NonNull Category getCategory() {
        throw new UnsupportedOperationException("ManagementLink.getCategory needs a real Jenkins");
    }

    /** Where the page is listed. */
    public enum Category {
        CONFIGURATION,
        SECURITY,
        STATUS,
        TROUBLESHOOTING,
        TOOLS,
        MISC,
        UNCATEGORIZED
    }
}
