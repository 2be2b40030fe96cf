package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.senhasegura.mysafe.build.OperationOptions;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.config.ErrorTable;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What all Pipeline steps of the plugin ask for beside the passwords: at which server, as whom, and what errors do. */
public abstract class AbstractMySafeStep extends Step {
    private String server;
    private String credentialsId;
    private String[] unstableOn;
    private String[] failOn;
    private String[] passOn;

    AbstractMySafeStep() {}

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
        return OperationOptions.names(unstableOn);
    }

    /** @see #getUnstableOn */
    @DataBoundSetter
    public void setUnstableOn(String[] unstableOn) {
        this.unstableOn = OperationOptions.names(unstableOn);
    }

    /** Names of errors that fail the build; null for none beside the defaults. */
    public String[] getFailOn() {
        return OperationOptions.names(failOn);
    }

    /** @see #getFailOn */
    @DataBoundSetter
    public void setFailOn(String[] failOn) {
        this.failOn = OperationOptions.names(failOn);
    }

    /** Names of errors that leave the build as it is; null for none beside the defaults. */
    public String[] getPassOn() {
        return OperationOptions.names(passOn);
    }

    /** @see #getPassOn */
    @DataBoundSetter
    public void setPassOn(String[] passOn) {
        this.passOn = OperationOptions.names(passOn);
    }

    /** Describes such a step to Pipeline and its Snippet Generator. */
    public abstract static class FormDescriptor extends StepDescriptor implements CustomDescribableModel {
        FormDescriptor() {}

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }

        /** The configured servers. */
        @POST
        public ListBoxModel doFillServerItems(@AncestorInPath Item item, @QueryParameter String server) {
            return PasswordForm.servers(item, server);
        }

        /** The credentials that the job may use. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String server, @QueryParameter String credentialsId) {
            return PasswordForm.credentials(item, server, credentialsId);
        }

        /** Says so where builds do not find the credentials. */
        @POST
        public FormValidation doCheckCredentialsId(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String server) {
            return PasswordForm.checkCredentials(item, server, value);
        }

        /** The error mapping as the form shows it. */
        public List<ErrorTable.Row> errorRows(AbstractMySafeStep instance) {
            return instance == null
                    ? PasswordForm.errorRows(others(), null, null, null)
                    : PasswordForm.errorRows(others(), instance.unstableOn, instance.failOn, instance.passOn);
        }

        /** What comes of errors that the step says nothing of. */
        ErrorMapping others() {
            return PasswordForm.installation();
        }
    }
}
