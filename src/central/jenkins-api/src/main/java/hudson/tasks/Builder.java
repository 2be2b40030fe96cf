package hudson.tasks;

import hudson.ExtensionPoint;
import hudson.model.Describable;

/** A build step of a freestyle job. */
public abstract class Builder extends BuildStepCompatibilityLayer implements Describable<Builder>, ExtensionPoint {

    public Builder() {}
}
