package com.cloudbees.jenkins.support.api;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.security.Permission;
import java.util.Set;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A part of a support bundle that whoever makes one may leave out. */
@ExportedBean
public abstract class Component implements ExtensionPoint {

    public Component() {}

    @NonNull
    public abstract Set<Permission> getRequiredPermissions();

    @NonNull
    @Exported
    public abstract String getDisplayName();

    public abstract void addContents(@NonNull Container container);

    @Exported
    @NonNull
    public ComponentCategory getCategory() {
        return ComponentCategory.UNCATEGORIZED;
    }

    /** Under which heading it is shown. */
    public enum ComponentCategory {
        AGENT,
        BUILDS,
        CONTROLLER,
        LOGS,
        MISC,
        PLATFORM,
        UNCATEGORIZED
    }
}
