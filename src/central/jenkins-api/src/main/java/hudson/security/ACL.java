package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Who may do what. */
public abstract class ACL {

    @Restricted(NoExternalUse.class)
    public static final String SYSTEM_USERNAME = "SYSTEM";

    public static final Authentication SYSTEM2 = new UsernamePasswordAuthenticationToken(SYSTEM_USERNAME, "SYSTEM");

    public final void checkPermission(@NonNull Permission p) {
        throw new UnsupportedOperationException("ACL.checkPermission needs a real Jenkins");
    }

    public final boolean hasPermission(@NonNull Permission p) {
        throw new UnsupportedOperationException("ACL.hasPermission needs a real Jenkins");
    }
}
