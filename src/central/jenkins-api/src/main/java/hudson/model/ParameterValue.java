package hudson.model;

import java.io.Serializable;
import org.kohsuke.stapler.export.ExportedBean;

/** A parameter that a build was started with. */
@ExportedBean(defaultVisibility = 3)
public abstract class ParameterValue implements Serializable {

    protected ParameterValue(String name) {}

    public final String getName() {
        throw new UnsupportedOperationException("ParameterValue.getName needs a real Jenkins");
    }

    public boolean isSensitive() {
        throw new UnsupportedOperationException("ParameterValue.isSensitive needs a real Jenkins");
    }
}
