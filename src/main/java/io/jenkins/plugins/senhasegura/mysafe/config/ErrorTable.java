package io.jenkins.plugins.senhasegura.mysafe.config;

import io.jenkins.plugins.senhasegura.mysafe.api.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.api.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.jvnet.localizer.LocaleProvider;

/** The error mapping as the forms show it: a row for each error with its meaning, default and a choice. */
public final class ErrorTable {
    private static final String FIELD = "errorResult_";

    private ErrorTable() {}

    /** One error of the table. */
    public static final class Row {
        private final Outcome outcome;
        private final String choice;

        private Row(Outcome outcome, String choice) {
            this.outcome = outcome;
            this.choice = choice;
        }

        /** The error's name. */
        public String getName() {
            return outcome.name();
        }

        /** What it says of the password. */
        public String getMeaning() {
            return outcome.meaning(LocaleProvider.getLocale());
        }

        /** UNSTABLE or FAILURE. */
        public String getDefaultResult() {
            return outcome.defaultResult().name();
        }

        /** UNSTABLE, FAILURE, or empty for the default. */
        public String getChoice() {
            return choice;
        }
    }

    /** The rows for these two lists of error names; null is an empty one. */
    public static List<Row> rows(List<String> unstableOn, List<String> failOn) {
        return Outcome.mappable().stream()
                .map(outcome -> new Row(outcome, choice(outcome.name(), unstableOn, failOn)))
                .toList();
    }

    private static String choice(String name, List<String> unstableOn, List<String> failOn) {
        if (unstableOn != null && unstableOn.contains(name)) {
            return BuildResult.UNSTABLE.name();
        }
        return failOn != null && failOn.contains(name) ? BuildResult.FAILURE.name() : "";
    }

    /** Makes of a submitted table the two lists that the setters take. */
    public static void intoLists(JSONObject form) {
        List<String> unstableOn = new ArrayList<>();
        List<String> failOn = new ArrayList<>();
        for (Outcome outcome : Outcome.mappable()) {
            String choice = form.optString(FIELD + outcome.name());
            form.remove(FIELD + outcome.name());
            if (choice.equals(BuildResult.UNSTABLE.name())) {
                unstableOn.add(outcome.name());
            } else if (choice.equals(BuildResult.FAILURE.name())) {
                failOn.add(outcome.name());
            }
        }
        form.put(ErrorMapping.UNSTABLE_ON, unstableOn);
        form.put(ErrorMapping.FAIL_ON, failOn);
    }
}
