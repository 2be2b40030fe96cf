package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** Anything that permissions guard. */
public interface AccessControlled {

    default void checkPermission(@NonNull Permission permission) throws AccessDeniedException {
        throw new UnsupportedOperationException("AccessControlled.checkPermission needs a real Jenkins");
    }

    default boolean hasPermission2(@NonNull Authentication a, @NonNull Permission permission) {
        throw new UnsupportedOperationException("AccessControlled.hasPermission2 needs a real Jenkins");
    }

    default boolean hasPermission(@NonNull Permission permission) {
        throw new UnsupportedOperationException("AccessControlled.hasPermission needs a real Jenkins");
    }
}
