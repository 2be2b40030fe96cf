package io.jenkins.plugins.senhasegura.mysafe;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.senhasegura.mysafe.api.Operation;
import io.jenkins.plugins.senhasegura.mysafe.api.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.config.ErrorTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the Pipeline steps for an operation on one password have in common: everything but the operation and the name. */
public abstract class AbstractPasswordStep extends Step {
    private final long id;
    private String server;
    private String credentialsId;
    private String[] unstableOn;
    private String[] failOn;
    private String[] passOn;

    /** @param id the password's identifier in MySafe, from 1 on; checked when the step starts */
    AbstractPasswordStep(long id) {
        this.id = id;
    }

    abstract Operation operation();

    /** The password's identifier in MySafe. */
    public long getId() {
        return id;
    }

    /** A configured server's name; null for the first one. */
    public String getServer() {
        return server;
    }

    /** @see #getServer */
    @DataBoundSetter
    public void setServer(String server) {
        this.server = Util.fixEmptyAndTrim(server);
    }

    /** Credentials instead of the server's, looked up in the job's own context; null for the server's. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /** @see #getCredentialsId */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** Names of errors that mark the build unstable; null for none beside the defaults. */
    public String[] getUnstableOn() {
        return EnablePasswordOptions.names(unstableOn);
    }

    /** @see #getUnstableOn */
    @DataBoundSetter
    public void setUnstableOn(String[] unstableOn) {
        this.unstableOn = EnablePasswordOptions.names(unstableOn);
    }

    /** Names of errors that fail the build; null for none beside the defaults. */
    public String[] getFailOn() {
        return EnablePasswordOptions.names(failOn);
    }

    /** @see #getFailOn */
    @DataBoundSetter
    public void setFailOn(String[] failOn) {
        this.failOn = EnablePasswordOptions.names(failOn);
    }

    /** Names of errors that leave the build as it is; null for none beside the defaults. */
    public String[] getPassOn() {
        return EnablePasswordOptions.names(passOn);
    }

    /** @see #getPassOn */
    @DataBoundSetter
    public void setPassOn(String[] passOn) {
        this.passOn = EnablePasswordOptions.names(passOn);
    }

    @Override
    public StepExecution start(StepContext context) {
        EnablePasswordOptions options = new EnablePasswordOptions(
                operation(), Long.toString(id), server, credentialsId, unstableOn, failOn, passOn);
        return new EnablePasswordExecution(options, context);
    }

    /** Describes the step to Pipeline and its Snippet Generator. */
    public abstract static class AbstractDescriptor extends StepDescriptor implements CustomDescribableModel {
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

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }

        /** Makes of every accepted kind of argument the one that binds, and of every other our own error. */
        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            return StepArguments.normalised(operation, arguments);
        }

        /** Checks the identifier while it is typed. */
        @POST
        public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String value) {
            return EnablePasswordForm.checkId(item, value, false);
        }

        /** The configured servers. */
        @POST
        public ListBoxModel doFillServerItems(@AncestorInPath Item item, @QueryParameter String server) {
            return EnablePasswordForm.servers(item, server);
        }

        /** The credentials that the job may use. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String server, @QueryParameter String credentialsId) {
            return EnablePasswordForm.credentials(item, server, credentialsId);
        }

        /** The error mapping as the form shows it. */
        public List<ErrorTable.Row> errorRows(AbstractPasswordStep instance) {
            return instance == null
                    ? ErrorTable.rows(null, null, null)
                    : ErrorTable.rows(
                            EnablePasswordForm.list(instance.unstableOn),
                            EnablePasswordForm.list(instance.failOn),
                            EnablePasswordForm.list(instance.passOn));
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            // Binding would make 0 of what is no number. Not a FormException: Snippet Generator shows those to nobody.
            PasswordId.parse(form.optString(PasswordId.FIELD));
            return super.newInstance(request, form);
        }
    }
}
