package hudson.model;

/** A freestyle job. */
public abstract class AbstractProject<P extends AbstractProject<P, R>, R extends AbstractBuild<P, R>> extends Job<P, R>
        implements Queue.Task {

    AbstractProject() {}

    public AbstractProject<?, ?> getRootProject() {
        throw new UnsupportedOperationException("AbstractProject.getRootProject needs a real Jenkins");
    }
}
