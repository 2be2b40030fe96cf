package hudson;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for Jenkins' own where there is no Jenkins: one instance of each extension, made when it is asked for. */
public final class ExtensionList {
    private static final Map<Class<?>, Object> EXTENSIONS = new ConcurrentHashMap<>();

    private ExtensionList() {}

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
}
