package hudson.tasks;

import hudson.ExtensionPoint;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Describable;
import java.io.IOException;

/** A build environment of a freestyle job. */
public abstract class BuildWrapper implements Describable<BuildWrapper>, ExtensionPoint {

    /** What was set up, until it is torn down. */
    public abstract class Environment extends hudson.model.Environment {

        public Environment() {}
    }

    public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException("BuildWrapper.setUp needs a real Jenkins");
    }
}
