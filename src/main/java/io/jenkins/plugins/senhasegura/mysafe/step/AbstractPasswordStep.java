package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.senhasegura.mysafe.OperationTexts;
import io.jenkins.plugins.senhasegura.mysafe.build.OperationOptions;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the Pipeline steps for an operation on one password have in common: everything but the operation and the name. */
public abstract class AbstractPasswordStep extends AbstractMySafeStep {
    private final long id;

    /** @param id the password's identifier in MySafe, from 1 on; checked when the step starts */
    AbstractPasswordStep(long id) {
        this.id = id;
    }

    abstract Operation operation();

    /** The password's identifier in MySafe. */
    public long getId() {
        return id;
    }

    @Override
    public StepExecution start(StepContext context) {
        OperationOptions options = new OperationOptions(
                operation(),
                Long.toString(id),
                getServer(),
                getCredentialsId(),
                getUnstableOn(),
                getFailOn(),
                getPassOn());
        return new PasswordExecution(options, context);
    }

    /** Describes the step to Pipeline and its Snippet Generator. */
    public abstract static class AbstractDescriptor extends FormDescriptor {
        private final Operation operation;
        private final String function;

        AbstractDescriptor(Operation operation, String function) {
            this.operation = operation;
            this.function = function;
        }

        @Override
        public String getFunctionName() {
            return function;
        }

        @Override
        public String getDisplayName() {
            return OperationTexts.displayName(operation);
        }

        /** Makes of every accepted kind of argument the one that binds, and of every other our own error. */
        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            return StepArguments.normalised(operation, arguments);
        }

        /** Checks the identifier while it is typed. */
        @POST
        public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String value) {
            return PasswordForm.checkId(item, value, false);
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            // Binding would make 0 of what is no number. Not a FormException: Snippet Generator shows those to nobody.
            PasswordId.parse(form.optString(PasswordId.FIELD));
            return super.newInstance(request, form);
        }
    }
}
