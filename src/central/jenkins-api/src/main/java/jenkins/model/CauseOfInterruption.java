package jenkins.model;

import java.io.Serializable;

/** Why something was stopped. */
public abstract class CauseOfInterruption implements Serializable {

    public CauseOfInterruption() {}

    public abstract String getShortDescription();
}
