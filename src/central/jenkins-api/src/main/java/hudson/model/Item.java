package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.AccessControlled;
import hudson.security.Permission;

/** A job, a folder or the like. */
public interface Item extends PersistenceRoot, ModelObject, AccessControlled {

    Permission EXTENDED_READ = Permission.fromId("hudson.model.Item.ExtendedRead");

    ItemGroup<? extends Item> getParent();

    @NonNull
    String getName();

    @NonNull
    String getFullName();

    String getUrl();
}
