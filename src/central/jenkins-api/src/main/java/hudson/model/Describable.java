package hudson.model;

/** Anything that can be configured. */
public interface Describable<T extends Describable<T>> {}
