package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.EnvVars;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Item;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.senhasegura.mysafe.OperationTexts;
import io.jenkins.plugins.senhasegura.mysafe.audit.SensitiveVariables;
import io.jenkins.plugins.senhasegura.mysafe.build.OperationOptions;
import io.jenkins.plugins.senhasegura.mysafe.build.OperationTask;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.config.ErrorTable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What the build steps of freestyle jobs for an operation on one password have in common: everything but the operation.
 * Not a {@code SimpleBuildStep}: Pipeline has steps of its own by the same names.
 */
public abstract class AbstractPasswordBuilder extends Builder {
    private final String id;
    private String server;
    private String credentialsId;
    private String[] unstableOn;
    private String[] failOn;
    private String[] passOn;

    /** @param id the password's identifier in MySafe; may hold {@code ${PARAMETERS}} of the build */
    AbstractPasswordBuilder(String id) {
        this.id = Util.fixNull(id).strip();
    }

    abstract Operation operation();

    /** The password's identifier as it was given. */
    public String getId() {
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

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        EnvVars variables = build.getEnvironment(listener);
        String expanded = variables.expand(id);
        OperationOptions options =
                new OperationOptions(operation(), expanded, server, credentialsId, unstableOn, failOn, passOn);
        CompletableFuture<BuildResult> ended = new CompletableFuture<>();
        PendingOperation pending = OperationTask.start(
                options, build, listener, () -> SensitiveVariables.values(build, variables, null), (end, failure) -> {
                    if (failure == null) {
                        ended.complete(end.build());
                    } else {
                        ended.completeExceptionally(failure);
                    }
                });
        return FreestyleWait.apply(FreestyleWait.until(ended, pending::abort, listener), build);
    }

    /** Describes the build step to the job's form and to Job DSL. */
    public abstract static class AbstractDescriptor extends BuildStepDescriptor<Builder> {
        private final Operation operation;

        AbstractDescriptor(Operation operation) {
            this.operation = operation;
        }

        @Override
        public String getDisplayName() {
            return OperationTexts.displayName(operation);
        }

        @Override
        @SuppressWarnings("rawtypes") // as the class that declares it has it
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        /** Checks the identifier while it is typed. */
        @POST
        public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String value) {
            return PasswordForm.checkId(item, value, true);
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
        public List<ErrorTable.Row> errorRows(AbstractPasswordBuilder instance) {
            ErrorMapping others = PasswordForm.installation();
            return instance == null
                    ? PasswordForm.errorRows(others, null, null, null)
                    : PasswordForm.errorRows(others, instance.unstableOn, instance.failOn, instance.passOn);
        }
    }
}
