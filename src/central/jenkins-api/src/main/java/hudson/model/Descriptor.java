package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.XmlFile;
import jenkins.model.Loadable;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;

/** What is known about a type that can be configured. */
public abstract class Descriptor<T extends Describable<T>> implements Loadable, Saveable {

    public final Class<? extends T> clazz;

    protected Descriptor(Class<? extends T> clazz) {
        this.clazz = clazz;
    }

    @SuppressWarnings("unchecked")
    protected Descriptor() {
        clazz = (Class<? extends T>)
                (getClass().getEnclosingClass() == null
                        ? getClass()
                        : getClass().getEnclosingClass());
    }

    @NonNull
    public String getDisplayName() {
        return clazz.getSimpleName();
    }

    public String getId() {
        return clazz.getName();
    }

    public T newInstance(@Nullable StaplerRequest2 req, @NonNull JSONObject formData) throws Descriptor.FormException {
        throw new UnsupportedOperationException("Descriptor.newInstance needs a real Jenkins");
    }

    public boolean configure(StaplerRequest2 req, JSONObject json) throws Descriptor.FormException {
        throw new UnsupportedOperationException("Descriptor.configure needs a real Jenkins");
    }

    @Override
    public void save() {
        // Nothing is stored without a Jenkins.
    }

    @Override
    public void load() {
        // Nothing is stored without a Jenkins.
    }

    protected XmlFile getConfigFile() {
        throw new UnsupportedOperationException("Descriptor.getConfigFile needs a real Jenkins");
    }

    /** A form that cannot be accepted. */
    public static final class FormException extends Exception implements HttpResponse {

        private final String formField;

        public FormException(String message, String formField) {
            super(message);
            this.formField = formField;
        }

        public FormException(String message, Throwable cause, String formField) {
            super(message, cause);
            this.formField = formField;
        }

        public FormException(Throwable cause, String formField) {
            super(cause);
            this.formField = formField;
        }
    }

    public String getHelpFile(String fieldName) {
        throw new UnsupportedOperationException();
    }
}
