package hudson.model;

import hudson.ExtensionPoint;

/** A job, whatever its kind. */
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint {

    Job() {}
}
