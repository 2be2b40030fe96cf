package hudson.util;

import hudson.model.Describable;
import hudson.model.Descriptor;

/** Such a list of what can be configured. */
public class DescribableList<T extends Describable<T>, D extends Descriptor<T>> extends PersistedList<T> {

    DescribableList() {}

    @Override
    public <U extends T> U get(Class<U> type) {
        throw new UnsupportedOperationException("DescribableList.get needs a real Jenkins");
    }
}
