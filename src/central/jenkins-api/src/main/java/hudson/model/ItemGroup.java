package hudson.model;

/** Anything that holds items. */
public interface ItemGroup<T extends Item> extends ModelObject, PersistenceRoot {}
