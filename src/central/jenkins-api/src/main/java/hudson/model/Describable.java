package hudson.model;

/** Anything that can be configured. */
public interface Describable<T extends Describable<T>> {

    default Descriptor<T> getDescriptor() {
        throw new UnsupportedOperationException("Describable.getDescriptor needs a real Jenkins");
    }
}
