package hudson.model;

import hudson.ExtensionPoint;

/** An item that may stand at the top. */
public interface TopLevelItem extends Item, ExtensionPoint, Describable<TopLevelItem> {}
