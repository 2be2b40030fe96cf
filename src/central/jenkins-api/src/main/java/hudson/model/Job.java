package hudson.model;

import hudson.ExtensionPoint;

/** A job, whatever its kind. */
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint {

    Job() {}

    public RunT getNearestOldBuild(int n) {
        throw new UnsupportedOperationException("Job.getNearestOldBuild needs a real Jenkins");
    }

    public RunT getLastBuild() {
        throw new UnsupportedOperationException("Job.getLastBuild needs a real Jenkins");
    }
}
