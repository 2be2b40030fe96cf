package hudson.model.queue;

import hudson.model.ModelObject;

/** A part of something that can be built. */
public interface SubTask extends ModelObject {}
