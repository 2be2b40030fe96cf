package hudson.model;

/** Base class of things with pages. */
public abstract class AbstractModelObject implements ModelObject {}
