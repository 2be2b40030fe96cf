package hudson.model;

/** Anything that owns a folder. */
public interface PersistenceRoot extends Saveable {}
