package hudson.model;

/** The job that a {@link DemoRun} would belong to. */
@SuppressWarnings("unchecked") // a raw type in what it extends
public abstract class DemoJob extends Job<DemoJob, DemoRun> {}
