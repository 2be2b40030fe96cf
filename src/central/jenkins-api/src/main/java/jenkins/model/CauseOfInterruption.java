package jenkins.model;

import java.io.Serializable;

/** Why something was ended. */
public abstract class CauseOfInterruption implements Serializable {

    public abstract String getShortDescription();
}
