package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowOptions;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The Pipeline step {@code withMysafePassword}: passwords are enabled for its block, and disabled after it. */
public final class WithPasswordStep extends AbstractMySafeStep {
    static final String FUNCTION = "withMysafePassword";

    private long id;
    private List<Long> ids;
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

    /** {@code KEEP} or {@code DISABLE}: what becomes of passwords that were active before; null for the first. */
    public String getWhenFoundActive() {
        return whenFoundActive;
    }

    /** @see #getWhenFoundActive */
    @DataBoundSetter
    public void setWhenFoundActive(String whenFoundActive) {
        this.whenFoundActive = PasswordForm.wish(whenFoundActive);
    }

    private List<Long> all() {
        return id == 0 ? ids : List.of(id);
    }

    /** The identifiers as the form shows them. */
    public String getPasswords() {
        List<Long> all = all();
        return all == null ? "" : all.toString().replaceAll("[\\[\\]]", "");
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        List<Long> all = all();
        return new WithPasswordExecution(
                WindowArguments.checked(() -> new WindowOptions(
                        all,
                        getServer(),
                        getCredentialsId(),
                        getUnstableOn(),
                        getFailOn(),
                        getPassOn(),
                        WindowOptions.whenFoundActive(whenFoundActive))),
                context);
    }

    /** Describes the step to Pipeline and its Snippet Generator. */
    @Extension
    public static final class DescriptorImpl extends FormDescriptor {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.window_displayName();
        }

        /** Those of its opening. */
        @Override
        ErrorMapping others() {
            return super.others().withoutPassing();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        /** Makes of every accepted kind of argument the one that binds, and of every other our own error. */
        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            return WindowArguments.normalised(arguments);
        }

        /** Checks the identifiers while they are typed. */
        @POST
        public FormValidation doCheckPasswords(@AncestorInPath Item item, @QueryParameter String value) {
            return PasswordForm.checkIds(item, value, false);
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            List<Long> ids = WindowOptions.parse(form.optString("passwords"));
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
