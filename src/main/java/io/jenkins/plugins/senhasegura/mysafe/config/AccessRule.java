package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.Arrays;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** One rule of a server as an administrator writes it, by form or as code: who may do what to which passwords, or may not. */
public final class AccessRule implements Describable<AccessRule> {
    static final String EFFECT = "effect";
    static final String IDS = "ids";
    static final String OPERATIONS = "operations";

    private final String jobs;
    private String effect = Effect.ALLOW.name();
    private String ids = "*";
    private String operations = "*";

    /** What a rule says of what it matches. */
    enum Effect {
        ALLOW,
        DENY
    }

    /**
     * @param jobs full names of jobs, separated by commas; see {@link JobPattern}
     * @throws SettingException when they cannot be used
     */
    @DataBoundConstructor
    public AccessRule(String jobs) {
        JobPattern.parse(jobs);
        this.jobs = jobs.strip();
    }

    /** Full names of jobs, separated by commas. */
    public String getJobs() {
        return jobs;
    }

    /** ALLOW or DENY. */
    public String getEffect() {
        return effect;
    }

    /** @see #getEffect */
    @DataBoundSetter
    public void setEffect(String effect) {
        this.effect = effect(effect).name();
    }

    static Effect effect(String given) {
        String wanted = Util.fixEmptyAndTrim(given);
        if (wanted == null) {
            return Effect.ALLOW;
        }
        return Arrays.stream(Effect.values())
                .filter(known -> known.name().equals(wanted.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new SettingException(EFFECT, given, "rule.effect.bad"));
    }

    /** Identifiers such as {@code 10, 20-29}, or {@code *} for all. */
    public String getIds() {
        return ids;
    }

    /** @see #getIds */
    @DataBoundSetter
    public void setIds(String ids) {
        IdRanges.parse(IDS, ids);
        this.ids = ids.strip();
    }

    /** ENABLE, DISABLE, both separated by a comma, or {@code *} for all. */
    public String getOperations() {
        return operations;
    }

    /** @see #getOperations */
    @DataBoundSetter
    public void setOperations(String operations) {
        AccessRules.operations(operations);
        this.operations = operations.strip();
    }

    /** Rules that say the same are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AccessRule that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The rule in one line, as YAML has it. */
    @Override
    public String toString() {
        return "effect: " + effect + ", jobs: " + jobs + ", ids: " + ids + ", operations: " + operations;
    }

    /** Describes a rule to the configuration page. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<AccessRule> {
        private final HelpPages help = new HelpPages();

        @Override
        public String getHelpFile(String field) {
            return help.of(field, super::getHelpFile);
        }

        @Override
        public String getDisplayName() {
            return Messages.AccessRule_displayName();
        }

        /** Checks the names of jobs while they are typed. */
        @POST
        public FormValidation doCheckJobs(@QueryParameter String value) {
            FormValidation checked = ServerFields.check(() -> JobPattern.parse(value));
            return checked.kind == FormValidation.Kind.OK ? RuleCheck.ofJobsToday(value) : checked;
        }

        /** Checks the identifiers while they are typed. */
        @POST
        public FormValidation doCheckIds(@QueryParameter String value) {
            return ServerFields.check(() -> IdRanges.parse(IDS, value));
        }

        /** The two effects. */
        @POST
        public ListBoxModel doFillEffectItems() {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.AccessRule_allow(), Effect.ALLOW.name());
            items.add(Messages.AccessRule_deny(), Effect.DENY.name());
            return items;
        }

        /** All operations, or one. */
        @POST
        public ListBoxModel doFillOperationsItems(@QueryParameter String operations) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.AccessRule_anyOperation(), "*");
            items.add(Messages.AccessRule_enable(), Operation.ENABLE.name());
            items.add(Messages.AccessRule_disable(), Operation.DISABLE.name());
            String current = Util.fixEmptyAndTrim(operations);
            if (current != null && items.stream().noneMatch(item -> item.value.equals(current))) {
                // As YAML may have it: nothing is lost by opening the form.
                items.add(current, current);
            }
            return items;
        }
    }
}
