package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.TopLevelItem;
import hudson.util.FormValidation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.NotPermittedException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.jvnet.localizer.LocaleProvider;

/** What the form of a server says of its rules: whom they match today, and who may do what. For administrators only. */
final class RuleCheck {
    private RuleCheck() {}

    /** Warns of patterns that match no job today: misspelt, or for jobs that are still to come. */
    static FormValidation ofJobsToday(String patterns) {
        Set<String> jobs = Jenkins.get().getAllItems(Job.class).stream()
                .filter(TopLevelItem.class::isInstance)
                .map(Item::getFullName)
                .collect(Collectors.toSet());
        String idle = idle(JobPattern.parse(patterns), jobs);
        return idle.isEmpty() ? FormValidation.ok() : FormValidation.warning(Messages.RuleCheck_noJobToday(idle));
    }

    static String idle(List<JobPattern> patterns, Set<String> jobs) {
        List<String[]> names = jobs.stream().map(AccessRules::names).toList();
        return patterns.stream()
                .filter(pattern -> names.stream().noneMatch(pattern::matches))
                .map(JobPattern::toString)
                .collect(Collectors.joining(", "));
    }

    /**
     * Which rule of a server lets a job do what, or that none does; its folders' limits included.
     *
     * @param server the name of a configured one
     */
    static FormValidation whoMay(String server, String job, String id) {
        Locale locale = LocaleProvider.getLocale();
        String name = Util.fixEmptyAndTrim(job);
        if (name == null) {
            return FormValidation.error(Messages.RuleCheck_noJob());
        }
        try {
            PasswordId password = PasswordId.parse(id);
            MySafeSettings settings = MySafeConfiguration.get().settings();
            Item item = Jenkins.get().getItemByFullName(name);
            // As a build of it counts: Jenkins finds an item whatever the case is typed in, and a part of a job, too.
            String counted = item == null ? name : InheritedLimits.rootOf(item).getFullName();
            InheritedLimits limits = InheritedLimits.ofJob(item);
            List<String> lines = new ArrayList<>();
            if (item == null) {
                lines.add(Messages.RuleCheck_unknownJob(name));
            }
            Access access = new Access(counted, settings, limits, ServerFields.name(server), limits.credentialsId());
            // Said once of operations that the same is true of.
            Map<String, String> operations = new LinkedHashMap<>();
            for (Operation operation : Operation.values()) {
                operations.merge(
                        response(access, password, operation, counted),
                        operation.name(),
                        (one, two) -> one + ", " + two);
            }
            operations.forEach((response, of) -> lines.add(of + ": " + response));
            return FormValidation.ok(String.join(" ", lines));
        } catch (SettingException bad) {
            return FormValidation.error(bad.message(locale));
        }
    }

    private static String response(Access access, PasswordId id, Operation operation, String job) {
        try {
            access.check(id, operation);
            int rule = access.server()
                    .accessRules()
                    .decide(job, id.value(), operation)
                    .rule();
            return rule == 0
                    ? Messages.RuleCheck_noRules()
                    : Messages.RuleCheck_allowed(
                            rule, access.server().getRules().get(rule - 1));
        } catch (NotPermittedException forbidden) {
            return forbidden.message(LocaleProvider.getLocale());
        }
    }
}
