package hudson.model;

/** Why a build was started. */
public abstract class Cause {

    public Cause() {}

    public abstract String getShortDescription();
}
