package io.jenkins.plugins.senhasegura.mysafe.config;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Where the help of each field is. Jenkins looks through the whole class path for it, for every field of every entry of a
 * list: most of the time that the page of a hundred servers took. It cannot change before the plugin does.
 *
 * <p>Thread-safe.
 */
final class HelpPages {
    private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();

    /** The address of a field's help, or null; {@code find} is asked once. */
    String of(String field, Function<String, String> find) {
        if (field == null) {
            return find.apply(null);
        }
        // Not in the map's lock: what is found twice is the same.
        Optional<String> page = known.get(field);
        if (page == null) {
            page = Optional.ofNullable(find.apply(field));
            known.put(field, page);
        }
        return page.orElse(null);
    }
}
