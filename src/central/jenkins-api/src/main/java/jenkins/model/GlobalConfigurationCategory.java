package jenkins.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.ModelObject;

/** Where such a section is shown. */
public abstract class GlobalConfigurationCategory implements ExtensionPoint, ModelObject {

    @NonNull
    public static <T extends GlobalConfigurationCategory> T get(Class<T> type) {
        throw new UnsupportedOperationException("GlobalConfigurationCategory.get needs a real Jenkins");
    }
}
