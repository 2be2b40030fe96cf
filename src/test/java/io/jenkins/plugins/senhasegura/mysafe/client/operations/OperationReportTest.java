package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Advice;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The lines that end up in a build's log. */
class OperationReportTest {
    private static List<String> lines(OperationResult activation, BuildResult result, String credentialsId) {
        return OperationReport.lines(new OperationEnd(activation, result, credentialsId), Locale.ENGLISH);
    }

    private static OperationResult activation(Outcome outcome, int status, String message, int attempts) {
        return new OperationResult(
                Operation.ENABLE,
                "10",
                outcome,
                status,
                null,
                message,
                RequestKind.API,
                null,
                attempts,
                432,
                "main",
                "abc");
    }

    @Test
    void successIsOneLine() {
        OperationResult activation = activation(Outcome.ACTIVATED, 200, "Password successfully activated", 1);
        assertThat(lines(activation, BuildResult.SUCCESS, "key"))
                .containsExactly("senhasegura: password 10 on server \"main\" with credentials \"key\": activated"
                        + " (ACTIVATED, HTTP 200, 1 attempt, 0.4 s, request id abc).");
    }

    @Test
    void errorSaysWhatTheServerSaidCauseRemedyAndWhatItMakesOfTheBuild() {
        OperationResult activation = activation(Outcome.SERVER_ERROR, 500, "Unexpected error.", 3);
        assertThat(lines(activation, BuildResult.UNSTABLE, null))
                .containsExactly(
                        "senhasegura: password 10 on server \"main\": not activated, since an internal error was"
                                + " reported (SERVER_ERROR, HTTP 500, API call, 3 attempts, 0.4 s, request id abc).",
                        "  The response said: \"Unexpected error.\"",
                        "  Possible cause: Whatever responded at this URL reported an internal error.",
                        "  What to do: Run the build again later; if the error persists, find out what responds at"
                                + " this URL, and look into its log.",
                        "  This marks the build as unstable.");
    }

    @Test
    void configurationSaysTheReasonOnly() {
        OperationResult activation = new OperationResult(
                Operation.ENABLE,
                "x",
                Outcome.CONFIGURATION,
                0,
                null,
                "id: wrong. Mend it.",
                null,
                null,
                0,
                1,
                null,
                null);
        assertThat(lines(activation, BuildResult.FAILURE, null))
                .containsExactly(
                        "senhasegura: password x: not activated, since an argument or a setting cannot be used;"
                                + " nothing was sent (CONFIGURATION, 0.0 s).",
                        "  Reason: id: wrong. Mend it.",
                        "  This fails the build.");
    }

    @ParameterizedTest
    @EnumSource
    void everyOutcomeWithAndWithoutAMessage(Outcome outcome) {
        for (String message : new String[] {"a {0} 'message' with \"everything\" %s $1 \\", null}) {
            List<String> lines = lines(activation(outcome, 0, message, 2), outcome.defaultResult(), "key");
            assertThat(lines.get(0)).contains(outcome.name(), outcome.meaning(Operation.ENABLE, Locale.ENGLISH));
            if (outcome.isSuccess() || outcome == Outcome.ABORTED) {
                assertThat(lines).hasSize(1);
                continue;
            }
            assertThat(lines.stream().filter(line -> line.contains("a {0} 'message'")))
                    .hasSize(message == null ? 0 : 1);
            assertThat(lines).noneMatch(line -> line.isBlank() || line.contains("\n"));
            if (outcome != Outcome.CONFIGURATION) {
                assertThat(lines)
                        .contains("  Possible cause: " + advice(outcome).cause())
                        .contains("  What to do: " + advice(outcome).solution());
            }
            assertThat(lines.get(lines.size() - 1))
                    .isEqualTo(
                            outcome.defaultResult() == BuildResult.FAILURE
                                    ? "  This fails the build."
                                    : "  This marks the build as unstable.");
        }
    }

    private static Advice advice(Outcome outcome) {
        return Advice.of(activation(outcome, 0, null, 1), Locale.ENGLISH);
    }

    @Test
    void otherMappingIsSaid() {
        OperationResult activation = activation(Outcome.PASSWORD_NOT_FOUND, 400, null, 1);
        assertThat(lines(activation, BuildResult.UNSTABLE, "key")).endsWith("  This marks the build as unstable.");
        assertThat(lines(activation, BuildResult.SUCCESS, "key")).endsWith("  This leaves the build as it is.");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 s", "49, 0.0 s", "50, 0.1 s", "999, 1.0 s", "12345, 12.3 s", "3600000, 3600.0 s"})
    void seconds(long millis, String expected) {
        assertThat(OperationReport.seconds(millis, Locale.ENGLISH)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"pt-BR, '0,4 s'", "es, '0,4 s'", "es-MX, '0,4 s'", "en-GB, 0.4 s", "de, 0.4 s", "tlh, 0.4 s"})
    void secondsAreWrittenAsTheLanguageOfTheTextWritesThem(String language, String expected) {
        assertThat(OperationReport.seconds(432, Locale.forLanguageTag(language)))
                .isEqualTo(expected);
    }
}
