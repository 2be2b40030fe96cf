package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import org.springframework.security.access.AccessDeniedException;

/** Anything that holds items. */
public interface ItemGroup<T extends Item> extends ModelObject, PersistenceRoot {

    @CheckForNull
    T getItem(String name) throws AccessDeniedException;
}
