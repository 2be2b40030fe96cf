package io.jenkins.plugins.senhasegura.mysafe;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Item;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.senhasegura.mysafe.api.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.api.Enabling;
import io.jenkins.plugins.senhasegura.mysafe.audit.SensitiveVariables;
import io.jenkins.plugins.senhasegura.mysafe.config.ErrorTable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The build step of a freestyle job: enables a disabled password in senhasegura MySafe. Not a {@code SimpleBuildStep}:
 * Pipeline has a step of its own by the same name.
 */
public final class EnablePasswordBuilder extends Builder {
    private final String id;
    private String server;
    private String credentialsId;
    private String[] unstableOn;
    private String[] failOn;

    /** @param id the password's identifier in MySafe; may hold {@code ${PARAMETERS}} of the build */
    @DataBoundConstructor
    public EnablePasswordBuilder(String id) {
        this.id = Util.fixNull(id).strip();
    }

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

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        EnvVars variables = build.getEnvironment(listener);
        String expanded = variables.expand(id);
        EnablePasswordOptions options = new EnablePasswordOptions(expanded, server, credentialsId, unstableOn, failOn);
        CompletableFuture<BuildResult> ended = new CompletableFuture<>();
        Enabling enabling = EnablePasswordTask.start(
                options,
                build,
                listener,
                () -> SensitiveVariables.values(build, variables, null),
                (enabled, failure) -> {
                    if (failure == null) {
                        ended.complete(enabled.result());
                    } else {
                        ended.completeExceptionally(failure);
                    }
                });
        BuildResult result;
        try {
            result = ended.get();
        } catch (InterruptedException aborted) {
            // The log ends with the build.
            enabling.abort().completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
            throw aborted;
        } catch (CancellationException stopped) {
            // Aborted, as Jenkins ends it: whatever the message of this exception is, it shows nobody.
            listener.getLogger().println(Messages.EnablePasswordBuilder_stopped());
            throw new InterruptedException();
        } catch (ExecutionException broken) {
            throw new AbortException(broken.getCause().getMessage());
        }
        if (result == BuildResult.UNSTABLE) {
            build.setResult(Result.UNSTABLE);
        }
        return result != BuildResult.FAILURE;
    }

    /** Describes the build step to the job's form and to Job DSL. */
    @Extension
    @Symbol(EnablePasswordStep.FUNCTION)
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @Override
        public String getDisplayName() {
            return Messages.EnablePasswordBuilder_displayName();
        }

        @Override
        @SuppressWarnings("rawtypes") // as the class that declares it has it
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        /** Checks the identifier while it is typed. */
        @POST
        public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String value) {
            return EnablePasswordForm.checkId(item, value, true);
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
        public List<ErrorTable.Row> errorRows(EnablePasswordBuilder instance) {
            return instance == null
                    ? ErrorTable.rows(null, null, null)
                    : ErrorTable.rows(
                            EnablePasswordForm.list(instance.unstableOn),
                            EnablePasswordForm.list(instance.failOn),
                            List.of());
        }
    }
}
