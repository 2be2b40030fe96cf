package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.AccessControlled;

/** Somebody with an account. */
public class User extends AbstractModelObject implements AccessControlled {

    User() {}

    public String getId() {
        throw new UnsupportedOperationException("User.getId needs a real Jenkins");
    }

    @NonNull
    public String getFullName() {
        throw new UnsupportedOperationException("User.getFullName needs a real Jenkins");
    }

    @CheckForNull
    public static User current() {
        throw new UnsupportedOperationException("User.current needs a real Jenkins");
    }

    @Override
    @NonNull
    public String getDisplayName() {
        throw new UnsupportedOperationException("User.getDisplayName needs a real Jenkins");
    }

    @Override
    @NonNull
    public ACL getACL() {
        throw new UnsupportedOperationException("User.getACL needs a real Jenkins");
    }
}
