package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.Optional;

/** The registered implementations of one type. */
public class ExtensionList<T> extends AbstractList<T> {

    ExtensionList() {}

    @CheckForNull
    public <U extends T> U get(@NonNull Class<U> type) {
        throw new UnsupportedOperationException("ExtensionList.get needs a real Jenkins");
    }

    @Override
    @NonNull
    public Iterator<T> iterator() {
        throw new UnsupportedOperationException("ExtensionList.iterator needs a real Jenkins");
    }

    @Override
    public T get(int index) {
        throw new UnsupportedOperationException("ExtensionList.get needs a real Jenkins");
    }

    @Override
    public int size() {
        throw new UnsupportedOperationException("ExtensionList.size needs a real Jenkins");
    }

    @NonNull
    public static <T> ExtensionList<T> lookup(Class<T> type) {
        // Not simply thrown: SpotBugs would take what follows a call for code that is never reached.
        return Optional.<ExtensionList<T>>empty().orElseGet(() -> {
            throw new UnsupportedOperationException("ExtensionList.lookup needs a real Jenkins");
        });
    }

    @NonNull
    public static <U> U lookupSingleton(Class<U> type) {
        throw new UnsupportedOperationException("ExtensionList.lookupSingleton needs a real Jenkins");
    }
}
