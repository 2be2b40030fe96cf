package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.AccessControlled;
import hudson.security.Permission;

/** A job, a folder or the like. */
public interface Item extends PersistenceRoot, ModelObject, AccessControlled {

    Permission CREATE = Permission.fromId("hudson.model.Item.Create");

    Permission CONFIGURE = Permission.fromId("hudson.model.Item.Configure");

    Permission READ = Permission.fromId("hudson.model.Item.Read");

    Permission EXTENDED_READ = Permission.fromId("hudson.model.Item.ExtendedRead");

    Permission BUILD = Permission.fromId("hudson.model.Item.Build");

    ItemGroup<? extends Item> getParent();

    @NonNull
    String getName();

    @NonNull
    String getFullName();
}
