package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Values of objects, such as builds, that go with them. Which object is which is told by the object itself: what its {@code
 * equals} says is its own matter, and promotions of one number are all equal.
 *
 * <p>Thread-safe. A value must not hold its object.
 */
public final class ByIdentity<K, V> {
    private final Map<Key<K>, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<K> gone = new ReferenceQueue<>();

    /** Its value, made at the first time. */
    public V computeIfAbsent(K of, Supplier<V> first) {
        for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
            values.remove(each);
        }
        return values.computeIfAbsent(new Key<>(of, gone), key -> first.get());
    }

    /** Whether it has a value. */
    public boolean contains(K of) {
        return values.containsKey(new Key<>(of, null));
    }

    /** Its value, which it has no more; or null. */
    public V remove(K of) {
        return values.remove(new Key<>(of, null));
    }

    /** All values. */
    public Collection<V> values() {
        return Collections.unmodifiableCollection(values.values());
    }

    private static final class Key<K> extends WeakReference<K> {
        private final int hash;

        Key(K of, ReferenceQueue<K> gone) {
            super(of, gone);
            hash = System.identityHashCode(of);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            Object of = get();
            return this == other || of != null && other instanceof Key<?> that && that.get() == of;
        }
    }
}
