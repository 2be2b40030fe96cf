package hudson.model;

import java.util.List;
import org.kohsuke.stapler.export.ExportedBean;

/** The parameters that a build was started with. */
@ExportedBean
public class ParametersAction implements Action {

    ParametersAction() {}

    public List<ParameterValue> getParameters() {
        throw new UnsupportedOperationException("ParametersAction.getParameters needs a real Jenkins");
    }

    @Override
    public String getIconFileName() {
        throw new UnsupportedOperationException("ParametersAction.getIconFileName needs a real Jenkins");
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException("ParametersAction.getDisplayName needs a real Jenkins");
    }

    @Override
    public String getUrlName() {
        throw new UnsupportedOperationException("ParametersAction.getUrlName needs a real Jenkins");
    }
}
