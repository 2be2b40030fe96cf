package io.jenkins.plugins.senhasegura.mysafe;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
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
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The Pipeline step {@code withMysafePassword}: passwords are enabled for its block, and disabled after it. */
public final class WithPasswordStep extends Step {
    static final String FUNCTION = "withMysafePassword";

    private long id;
    private List<Long> ids;
    private String server;
    private String credentialsId;
    private String[] unstableOn;
    private String[] failOn;
    private String[] passOn;
    private String whenFoundActive;

    /** All of it is optional for the form; which passwords is checked when the step starts. */
    @DataBoundConstructor
    public WithPasswordStep() {
        // What is not set was not given.
    }

    /** The one password's identifier; 0 where there are several. */
    public long getId() {
        return id;
    }

    /** @see #getId */
    @DataBoundSetter
    public void setId(long id) {
        this.id = id;
    }

    /** The passwords' identifiers; null where there is one. */
    public List<Long> getIds() {
        return ids;
    }

    /** @see #getIds */
    @DataBoundSetter
    public void setIds(List<Long> ids) {
        this.ids = ids == null || ids.isEmpty() ? null : List.copyOf(ids);
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

    /** Names of errors that are passed over when the window closes; null for none. */
    public String[] getPassOn() {
        return EnablePasswordOptions.names(passOn);
    }

    /** @see #getPassOn */
    @DataBoundSetter
    public void setPassOn(String[] passOn) {
        this.passOn = EnablePasswordOptions.names(passOn);
    }

    /** {@code KEEP} or {@code DISABLE}: what becomes of passwords that were active before; null for the first. */
    public String getWhenFoundActive() {
        return whenFoundActive;
    }

    /** @see #getWhenFoundActive */
    @DataBoundSetter
    public void setWhenFoundActive(String whenFoundActive) {
        this.whenFoundActive = EnablePasswordForm.wish(whenFoundActive);
    }

    /** The identifiers as the form shows them. */
    public String getPasswords() {
        List<Long> all = id == 0 ? ids : List.of(id);
        return all == null ? "" : all.toString().replaceAll("[\\[\\]]", "");
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        List<Long> all = id == 0 ? ids : List.of(id);
        return new WithPasswordExecution(
                WindowArguments.checked(() -> new WithPasswordOptions(
                        all,
                        server,
                        credentialsId,
                        unstableOn,
                        failOn,
                        passOn,
                        WithPasswordOptions.whenFoundActive(whenFoundActive))),
                context);
    }

    /** Describes the step to Pipeline and its Snippet Generator. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements CustomDescribableModel {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.window_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }

        /** Makes of every accepted kind of argument the one that binds, and of every other our own error. */
        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            return WindowArguments.normalised(arguments);
        }

        /** Checks the identifiers while they are typed. */
        @POST
        public FormValidation doCheckPasswords(@AncestorInPath Item item, @QueryParameter String value) {
            return EnablePasswordForm.checkIds(item, value, false);
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
        public List<ErrorTable.Row> errorRows(WithPasswordStep instance) {
            return instance == null
                    ? ErrorTable.rows(null, null, null)
                    : ErrorTable.rows(
                            EnablePasswordForm.list(instance.unstableOn),
                            EnablePasswordForm.list(instance.failOn),
                            EnablePasswordForm.list(instance.passOn));
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            List<Long> ids = WithPasswordOptions.parse(form.optString("passwords"));
            WithPasswordStep step = (WithPasswordStep) super.newInstance(request, form);
            if (ids.size() == 1) {
                step.setId(ids.get(0));
            } else {
                step.setIds(ids);
            }
            return step;
        }
    }
}
