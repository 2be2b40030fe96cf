package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.EnvVars;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Item;
import hudson.tasks.BuildWrapper;
import hudson.tasks.BuildWrapperDescriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.build.OperationOptions;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowOptions;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.config.ErrorTable;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The build environment of freestyle jobs in which passwords are enabled. Not a {@code SimpleBuildWrapper}: Pipeline has a
 * step of its own by the same name.
 */
public final class WithPasswordWrapper extends BuildWrapper {
    private final String ids;
    private String server;
    private String credentialsId;
    private String[] unstableOn;
    private String[] failOn;
    private String[] passOn;
    private String whenFoundActive;

    /** @param ids the passwords' identifiers, separated by commas; may hold {@code ${PARAMETERS}} of the build */
    @DataBoundConstructor
    public WithPasswordWrapper(String ids) {
        this.ids = Util.fixNull(ids).strip();
    }

    /** The passwords' identifiers as they were given. */
    public String getIds() {
        return ids;
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

    /** Names of errors that mark the build unstable when the window closes; null for none. */
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

    /** Names of errors that are passed over when the window closes; null for none. */
    public String[] getPassOn() {
        return OperationOptions.names(passOn);
    }

    /** @see #getPassOn */
    @DataBoundSetter
    public void setPassOn(String[] passOn) {
        this.passOn = OperationOptions.names(passOn);
    }

    /** {@code KEEP} or {@code DISABLE}: what becomes of passwords that were active before; null for the first. */
    public String getWhenFoundActive() {
        return whenFoundActive;
    }

    /** @see #getWhenFoundActive */
    @DataBoundSetter
    public void setWhenFoundActive(String whenFoundActive) {
        this.whenFoundActive = PasswordForm.wish(whenFoundActive);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the class that declares it has it
    public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        AbstractBuild<?, ?> of = build;
        EnvVars variables = of.getEnvironment(listener);
        String expanded = variables.expand(ids);
        WindowOptions options = WindowArguments.checked(() -> new WindowOptions(
                WindowOptions.parse(expanded),
                server,
                credentialsId,
                unstableOn,
                failOn,
                passOn,
                WindowOptions.whenFoundActive(whenFoundActive)));
        FreestyleWindow window = FreestyleWindow.open(options, of, variables, listener);
        // What made that of it stands in the log.
        return window == null ? null : new Open(window);
    }

    private final class Open extends Environment {
        private final FreestyleWindow window;

        Open(FreestyleWindow window) {
            this.window = window;
        }

        @Override
        @SuppressWarnings("rawtypes") // as the class that declares it has it
        public boolean tearDown(AbstractBuild build, BuildListener listener) throws IOException, InterruptedException {
            AbstractBuild<?, ?> of = build;
            return FreestyleWait.apply(window.close(listener), of);
        }
    }

    /** Describes the build environment to the job's form and to Job DSL. */
    @Extension
    @Symbol(WithPasswordStep.FUNCTION)
    public static final class DescriptorImpl extends BuildWrapperDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.window_environment();
        }

        @Override
        public boolean isApplicable(AbstractProject<?, ?> item) {
            return true;
        }

        /** Checks the identifiers while they are typed. */
        @POST
        public FormValidation doCheckIds(@AncestorInPath Item item, @QueryParameter String value) {
            return PasswordForm.checkIds(item, value, true);
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
        public List<ErrorTable.Row> errorRows(WithPasswordWrapper instance) {
            // They say what a password that stays active does; whatever cannot be enabled fails the build.
            return instance == null
                    ? PasswordForm.errorRows(ErrorMapping.ALL_FAIL, null, null, null)
                    : PasswordForm.errorRows(
                            ErrorMapping.ALL_FAIL, instance.unstableOn, instance.failOn, instance.passOn);
        }
    }
}
