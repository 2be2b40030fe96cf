package hudson.model;

import hudson.ExtensionPoint;
import java.io.File;

/** A job, whatever its kind. */
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint {

    Job() {
        super(null, null);
    }

    public RunT getBuildByNumber(int n) {
        throw new UnsupportedOperationException("Job.getBuildByNumber needs a real Jenkins");
    }

    public File getBuildDir() {
        throw new UnsupportedOperationException("Job.getBuildDir needs a real Jenkins");
    }

    public RunT getLastBuild() {
        throw new UnsupportedOperationException("Job.getLastBuild needs a real Jenkins");
    }

    public int getNextBuildNumber() {
        throw new UnsupportedOperationException("Job.getNextBuildNumber needs a real Jenkins");
    }
}
