package hudson.model;

import java.util.List;

/** Anything that holds items. */
public interface ItemGroup<T extends Item> extends ModelObject, PersistenceRoot {

    default <T extends Item> List<T> getAllItems(Class<T> type) {
        throw new UnsupportedOperationException("ItemGroup.getAllItems needs a real Jenkins");
    }
}
