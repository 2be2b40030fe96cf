package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.NotPermittedException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.OperationReport;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a build log says of each outcome, in each language; {@code docs/messages.md} shows them all and is written by this
 * test: {@code -Dmysafe.write=true}.
 */
class MessagesPageTest {
    private static final Path PAGE = Path.of("docs/messages.md");
    private static final Map<String, Locale> LANGUAGES = new LinkedHashMap<>();

    static {
        LANGUAGES.put("English", Locale.ENGLISH);
        LANGUAGES.put("Português (Brasil)", new Locale("pt", "BR"));
        LANGUAGES.put("Español", new Locale("es"));
    }

    private static final String INTRODUCTION = """
            # Messages

            What the build log says of each outcome: what was asked, what came back, the likely cause, what to do, and what
            it makes of the build. A success is one line. The log speaks the language of the controller; what the server
            says is quoted as it came. This page is generated, and a test keeps it up to date.

            Cause and remedy depend on the outcome, on who sent the response and on the request that it answers; the table of
            all of them is at the end. Who sent it is told by the response itself; where it proves nothing, nobody is named.

            """;

    /** A response that is typical of each outcome. */
    private static OperationResult example(Outcome outcome, Locale locale) {
        return switch (outcome) {
            case ACTIVATED -> answered(outcome, 200, null, "Password successfully activated", 1);
            case ALREADY_ACTIVE -> answered(outcome, 200, null, "Password has already been activated.", 1);
            case DEACTIVATED -> answered(outcome, 200, null, "Password successfully deactivated", 1);
            case ALREADY_INACTIVE -> answered(outcome, 200, null, "Password has already been deactivated.", 1);
            case PASSWORD_NOT_FOUND -> answered(outcome, 400, "1005", "1005: Password not found", 1);
            case ACCESS_DENIED -> answered(outcome, 400, "1006", "1006: User does not have access", 1);
            case BAD_REQUEST -> answered(outcome, 413, null, "Payload too large", 1);
            case NOT_AUTHENTICATED -> answered(outcome, 404, null, "no Route matched with those values", 1);
            case SERVER_ERROR -> answered(outcome, 500, null, "An unexpected error occurred", 3);
            case UPSTREAM_INVALID_RESPONSE ->
                answered(outcome, 502, null, "An invalid response was received from the upstream server", 3);
            case UPSTREAM_TIMEOUT -> answered(outcome, 504, null, "The upstream server is timing out", 3);
            case UNAVAILABLE -> answered(outcome, 503, null, "The upstream server is currently unavailable", 3);
            case RATE_LIMITED -> answered(outcome, 429, null, "API rate limit exceeded", 3);
            case UNREACHABLE -> unanswered(outcome, 3, "failure.refused", locale);
            case TLS_FAILURE -> unanswered(outcome, 1, "failure.hostname", locale);
            case UNEXPECTED_RESPONSE -> answered(outcome, 200, null, null, 1);
            case CREDENTIALS_UNAVAILABLE -> {
                String reason = Texts.in(locale).text("lookup.late", 30);
                yield OperationResult.unsent(Operation.ENABLE, "10", outcome, reason, 30_012, "production");
            }
            case ABORTED -> unanswered(outcome, 1, "failure.silent", locale);
            case CONFIGURATION -> {
                String reason = new SettingException("id", "10abc", "id.bad", Long.MAX_VALUE).message(locale);
                yield OperationResult.unsent(Operation.ENABLE, "10abc", outcome, reason, 1, null);
            }
            case NOT_PERMITTED -> {
                String reason = new NotPermittedException(
                                "production", "rules.none", "app/PR-7", Operation.ENABLE, 10, "production", "app/PR-7")
                        .message(locale);
                yield OperationResult.unsent(Operation.ENABLE, "10", outcome, reason, 1, "production");
            }
        };
    }

    private static OperationResult answered(Outcome outcome, int status, String code, String message, int attempts) {
        String requestId = status >= 400 ? "5e9a0c1f27d84b6e" : null;
        Operation operation = Stream.of(Operation.values())
                .filter(known -> known.done() == outcome || known.already() == outcome)
                .findFirst()
                .orElse(Operation.ENABLE);
        return new OperationResult(
                operation,
                "10",
                outcome,
                status,
                code,
                message,
                RequestKind.API,
                answeredBy(outcome),
                attempts,
                432,
                "production",
                requestId);
    }

    private static AnsweredBy answeredBy(Outcome outcome) {
        return switch (outcome) {
            case PASSWORD_NOT_FOUND, ACCESS_DENIED -> AnsweredBy.SENHASEGURA;
            case BAD_REQUEST,
                    NOT_AUTHENTICATED,
                    SERVER_ERROR,
                    UPSTREAM_INVALID_RESPONSE,
                    UPSTREAM_TIMEOUT,
                    UNAVAILABLE,
                    RATE_LIMITED -> AnsweredBy.GATEWAY;
            default -> null;
        };
    }

    /** The message is ours then, and so in the language of the page. */
    private static OperationResult unanswered(Outcome outcome, int attempts, String key, Locale locale) {
        return new OperationResult(
                Operation.ENABLE,
                "10",
                outcome,
                0,
                null,
                Texts.in(locale).text(key, "senhasegura.example.com"),
                RequestKind.API,
                null,
                attempts,
                432,
                "production",
                null);
    }

    private static List<String> lines(Outcome outcome, Locale locale) {
        OperationResult example = example(outcome, locale);
        String credentials = example.attempts() == 0 ? null : "mysafe-api";
        return OperationReport.lines(new OperationEnd(example, outcome.defaultResult(), credentials), locale);
    }

    private static boolean isOneLine(Outcome outcome) {
        return outcome.isSuccess() || outcome == Outcome.ABORTED;
    }

    @ParameterizedTest
    @EnumSource
    void successAndStopAreOneLineAndAnErrorTwoToSix(Outcome outcome) {
        LANGUAGES.values().forEach(locale -> {
            List<String> lines = lines(outcome, locale);
            boolean one = isOneLine(outcome);
            assertThat(lines).hasSizeBetween(one ? 1 : 2, one ? 1 : 6);
            assertThat(lines)
                    .allSatisfy(line -> assertThat(line)
                            .doesNotContain("{", "}", "  \"", "..", " .", "\n")
                            .matches("(senhasegura: |  )\\S.*[.\"]"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void namesWhatWasAskedWhatCameBackTheLikelyCauseAndWhatToDo(Outcome outcome) {
        LANGUAGES.values().forEach(locale -> {
            OperationResult example = example(outcome, locale);
            String all = String.join("\n", lines(outcome, locale));
            assertThat(all).contains(outcome.name());
            assertThat(all).contains(" " + example.id());
            if (example.server() != null) {
                assertThat(all).contains("\"production\"");
            }
            if (example.attempts() > 0) {
                assertThat(all).contains("\"mysafe-api\"");
            } else {
                assertThat(all).contains(example.message());
            }
            assertThat(all)
                    .containsPattern("\\(" + outcome + (example.httpStatus() > 0 ? ", HTTP \\d+, " : ", ")
                            + "(\\D+, )?\\d[,.\\d]* ");
            // The reason of a CONFIGURATION says what to do itself.
            if (isOneLine(outcome) || outcome == Outcome.CONFIGURATION) {
                return;
            }
            Advice advice = Advice.of(example, locale);
            assertThat(all).contains(advice.cause(), advice.solution());
            if (example.httpStatus() > 0 && example.message() != null) {
                assertThat(all).contains(": \"" + example.message() + "\"\n");
            }
            if (example.requestId() != null) {
                assertThat(all).contains(" " + example.requestId() + ").");
            }
        });
    }

    /** The whole table, and what is said instead of it or besides where a common mistake shows. */
    private static String advice() {
        StringBuilder page = new StringBuilder("## All causes and remedies\n\n");
        for (Advice.Row row : Advice.TABLE) {
            String by = row.by() == null ? "" : ", answered by " + row.by();
            String request = row.request() == null ? "" : ", request " + row.request();
            page.append("### About ")
                    .append(row.outcome())
                    .append(by)
                    .append(request)
                    .append("\n\n");
            LANGUAGES.values().forEach(locale -> pair(page, "advice." + row.key(), locale));
            page.append('\n');
        }
        for (Hint hint : Hint.values()) {
            page.append("### ")
                    .append(hint)
                    .append(hint.isSufficient() ? ", instead of these" : ", besides these")
                    .append("\n\n");
            LANGUAGES.values().forEach(locale -> {
                if (hint.isSufficient()) {
                    pair(page, "hint." + hint, locale);
                } else {
                    page.append("- ")
                            .append(Texts.in(locale).text("hint." + hint))
                            .append('\n');
                }
            });
            page.append('\n');
        }
        return page.toString();
    }

    private static void pair(StringBuilder page, String key, Locale locale) {
        Texts texts = Texts.in(locale);
        page.append("- ")
                .append(texts.text(key + ".cause"))
                .append(' ')
                .append(texts.text("report.solution", texts.text(key + ".solution"))
                        .strip())
                .append('\n');
    }

    private static String page() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (Outcome outcome : Outcome.values()) {
            page.append("## ").append(outcome).append("\n\n");
            LANGUAGES.forEach((name, locale) -> {
                page.append(name).append(":\n\n```text\n");
                lines(outcome, locale).forEach(line -> page.append(line).append('\n'));
                page.append("```\n\n");
            });
        }
        return page.append(advice()).toString().stripTrailing() + "\n";
    }

    @Test
    void pageIsUpToDate() throws IOException {
        if (Boolean.getBoolean("mysafe.write")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE))
                .as("write %s anew with -Dtest=MessagesPageTest -Dmysafe.write=true", PAGE)
                .isEqualTo(page());
    }
}
