package io.jenkins.plugins.senhasegura.mysafe.config;

import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.util.List;
import org.jvnet.localizer.LocaleProvider;

/**
 * The error mapping as the forms show it: a row for each error with its meaning, default and a choice. What is chosen
 * is submitted as the lists that the setters take, by the names of their fields, so the form binds without any help,
 * whatever contains it.
 */
public final class ErrorTable {
    private ErrorTable() {}

    /** One error of the table. */
    public static final class Row {
        private final Outcome outcome;
        private final String choice;
        private final BuildResult byDefault;

        private Row(Outcome outcome, String choice, BuildResult byDefault) {
            this.outcome = outcome;
            this.choice = choice;
            this.byDefault = byDefault;
        }

        /** The error's name. */
        public String getName() {
            return outcome.name();
        }

        /** What it says of the password. */
        public String getMeaning() {
            return outcome.meaning(LocaleProvider.getLocale());
        }

        /** What comes of it where nothing is chosen: UNSTABLE, FAILURE or PASS. */
        public String getDefaultResult() {
            return byDefault == BuildResult.SUCCESS ? PASS : byDefault.name();
        }

        /** The field of the list that the error is in, or empty for the default. */
        public String getChoice() {
            return choice;
        }

        /** What may be chosen beside the default. */
        public List<Choice> getChoices() {
            return CHOICES;
        }
    }

    private static final String PASS = "PASS";

    private static final List<Choice> CHOICES = List.of(
            new Choice(ErrorMapping.UNSTABLE_ON, BuildResult.UNSTABLE.name()),
            new Choice(ErrorMapping.FAIL_ON, BuildResult.FAILURE.name()),
            new Choice(ErrorMapping.PASS_ON, PASS));

    /** One choice of a row. */
    public static final class Choice {
        private final String field;
        private final String text;

        private Choice(String field, String text) {
            this.field = field;
            this.text = text;
        }

        /** The field of the list that the error goes to. */
        public String getField() {
            return field;
        }

        /** The word for it. */
        public String getText() {
            return text;
        }
    }

    /**
     * The rows for these lists of error names; null is an empty one.
     *
     * @param others what comes of errors that none of them names
     */
    public static List<Row> rows(
            ErrorMapping others, List<String> unstableOn, List<String> failOn, List<String> passOn) {
        return Outcome.mappable().stream()
                .map(outcome ->
                        new Row(outcome, choice(outcome.name(), unstableOn, failOn, passOn), others.resultOf(outcome)))
                .toList();
    }

    private static String choice(String name, List<String> unstableOn, List<String> failOn, List<String> passOn) {
        if (holds(unstableOn, name)) {
            return ErrorMapping.UNSTABLE_ON;
        }
        if (holds(failOn, name)) {
            return ErrorMapping.FAIL_ON;
        }
        return holds(passOn, name) ? ErrorMapping.PASS_ON : "";
    }

    private static boolean holds(List<String> names, String name) {
        return names != null && names.contains(name);
    }
}
