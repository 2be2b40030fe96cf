package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowOptions;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.config.ErrorTable;
import io.jenkins.plugins.senhasegura.mysafe.config.FormCredentials;
import io.jenkins.plugins.senhasegura.mysafe.config.JobChoices;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.window.WhenFoundActive;
import java.util.List;
import java.util.function.Consumer;
import org.jvnet.localizer.LocaleProvider;

/** What the forms of the step and of the build step share. */
final class PasswordForm {
    private PasswordForm() {}

    /**
     * Checks an identifier.
     *
     * @param variables whether {@code ${PARAMETERS}} are expanded when the build runs
     */
    static FormValidation checkId(Item item, String value, boolean variables) {
        return check(item, value, variables, PasswordId::parse);
    }

    /** The same for several, separated by commas or blanks. */
    static FormValidation checkIds(Item item, String value, boolean variables) {
        return check(item, value, variables, WindowOptions::parse);
    }

    private static FormValidation check(Item item, String value, boolean variables, Consumer<String> parse) {
        FormCredentials.checkMayFillIn(item);
        if (variables && value != null && value.contains("$")) {
            return FormValidation.ok(Messages.PasswordForm_variable());
        }
        try {
            parse.accept(value);
            return FormValidation.ok();
        } catch (SettingException bad) {
            return FormValidation.error(bad.message(LocaleProvider.getLocale()));
        }
    }

    /** What is kept of the wish for passwords that were active before: nothing where it is the default. */
    static String wish(String given) {
        String wish = Util.fixEmptyAndTrim(given);
        return WhenFoundActive.KEEP.name().equals(wish) ? null : wish;
    }

    /**
     * The error mapping of a step or build step as its form shows it.
     *
     * @param others what comes of errors that it says nothing of
     */
    static List<ErrorTable.Row> errorRows(ErrorMapping others, String[] unstableOn, String[] failOn, String[] passOn) {
        return ErrorTable.rows(others, list(unstableOn), list(failOn), list(passOn));
    }

    /** What the installation makes of errors that a job says nothing of. */
    static ErrorMapping installation() {
        try {
            return MySafeConfiguration.get().settings().mapping();
        } catch (SettingException unusable) {
            // A file that was edited by hand: builds say so, and a form has to open.
            return ErrorMapping.NONE;
        }
    }

    private static List<String> list(String[] names) {
        return names == null ? List.of() : List.of(names);
    }

    /** The names of the servers that the job may use, its folder's or the first one as the default. */
    static ListBoxModel servers(Item item, String current) {
        JobChoices choices = JobChoices.of(item);
        String none = choices.folderServer() == null || !FormCredentials.mayConfigure(item)
                ? Messages.PasswordForm_firstServer()
                : Messages.PasswordForm_folderServer(choices.folderServer());
        return choices.servers(none, current);
    }

    /** The credentials that the job may use against the server, none meaning the folder's or the server's own. */
    static ListBoxModel credentials(Item item, String server, String current) {
        return JobChoices.of(item).credentials(server, current);
    }

    /** Says so where builds do not find the credentials. */
    static FormValidation checkCredentials(Item item, String server, String value) {
        return JobChoices.of(item).checkCredentials(server, value);
    }
}
