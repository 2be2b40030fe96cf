package hudson;

import java.util.AbstractList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands in for Jenkins' own where there is no Jenkins: one instance of each extension, made when it is asked for; and
 * none of what only other plugins extend.
 */
public final class ExtensionList<T> extends AbstractList<T> {
    private static final Map<Class<?>, Object> EXTENSIONS = new ConcurrentHashMap<>();

    private ExtensionList() {}

    public static <T> ExtensionList<T> lookup(Class<T> type) {
        return new ExtensionList<>();
    }

    public static <U> U lookupSingleton(Class<U> type) {
        return type.cast(EXTENSIONS.computeIfAbsent(type, ExtensionList::create));
    }

    private static Object create(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public T get(int index) {
        throw new IndexOutOfBoundsException(index);
    }

    @Override
    public int size() {
        return 0;
    }
}
