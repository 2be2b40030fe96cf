package jenkins.model;

import java.io.Serializable;
import org.kohsuke.stapler.export.ExportedBean;

/** Why something was ended. */
@ExportedBean
public abstract class CauseOfInterruption implements Serializable {

    // As the real one has it: what is serialised under one of them is read under the other.
    private static final long serialVersionUID = 1L;

    public abstract String getShortDescription();
}
