package hudson.model;

import jenkins.model.Loadable;

/** A descriptor that reads its saved settings when it is created. */
public interface PersistentDescriptor extends Loadable, Saveable {

    @Override
    void load();
}
