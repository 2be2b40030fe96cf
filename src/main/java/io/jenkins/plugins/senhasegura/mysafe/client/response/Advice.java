package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy.GATEWAY;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy.PROXY;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy.SENHASEGURA;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind.API;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind.TOKEN;

import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OutcomeDetails;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The likely cause of an error and its remedy, as one table of outcome, who answered and which request. Who did not
 * answer is neither blamed nor to be mended; where nobody is proved to have answered, no party is named.
 *
 * @param cause what is likely wrong
 * @param solution what to do
 * @param notes what else was noticed
 */
public record Advice(String cause, String solution, List<String> notes) {
    /**
     * One row: the keys are {@code advice.KEY.cause} and {@code advice.KEY.solution} in {@code Texts.properties}.
     *
     * @param by who answered; null where that is not proved, or nobody did
     * @param request null for both
     */
    record Row(Outcome outcome, AnsweredBy by, RequestKind request, String key) {
        private boolean fits(Outcome what, AnsweredBy who, RequestKind which) {
            return outcome == what && by == who && (request == null || request == which);
        }
    }

    /** The first row that fits counts. Whoever has no row for an outcome is told the row of nobody. */
    static final List<Row> TABLE = List.of(
            row(Outcome.PASSWORD_NOT_FOUND, null, null, "notFound"),
            row(Outcome.ACCESS_DENIED, SENHASEGURA, null, "denied.senhasegura"),
            row(Outcome.ACCESS_DENIED, GATEWAY, null, "denied.gateway"),
            row(Outcome.ACCESS_DENIED, null, null, "denied"),
            row(Outcome.BAD_REQUEST, SENHASEGURA, null, "refused.senhasegura"),
            row(Outcome.BAD_REQUEST, GATEWAY, null, "refused.gateway"),
            row(Outcome.BAD_REQUEST, null, null, "refused"),
            row(Outcome.NOT_AUTHENTICATED, SENHASEGURA, TOKEN, "token.senhasegura"),
            row(Outcome.NOT_AUTHENTICATED, GATEWAY, TOKEN, "token.gateway"),
            row(Outcome.NOT_AUTHENTICATED, null, TOKEN, "token"),
            row(Outcome.NOT_AUTHENTICATED, SENHASEGURA, API, "authentication.senhasegura"),
            row(Outcome.NOT_AUTHENTICATED, GATEWAY, API, "authentication.gateway"),
            row(Outcome.NOT_AUTHENTICATED, null, null, "authentication"),
            row(Outcome.SERVER_ERROR, SENHASEGURA, null, "failed.senhasegura"),
            row(Outcome.SERVER_ERROR, GATEWAY, null, "failed.gateway"),
            row(Outcome.SERVER_ERROR, null, null, "failed"),
            row(Outcome.UPSTREAM_INVALID_RESPONSE, SENHASEGURA, null, "upstream.senhasegura"),
            row(Outcome.UPSTREAM_INVALID_RESPONSE, GATEWAY, null, "upstream.gateway"),
            row(Outcome.UPSTREAM_INVALID_RESPONSE, null, null, "upstream"),
            row(Outcome.UPSTREAM_TIMEOUT, SENHASEGURA, null, "timeout.senhasegura"),
            row(Outcome.UPSTREAM_TIMEOUT, GATEWAY, null, "timeout.gateway"),
            row(Outcome.UPSTREAM_TIMEOUT, null, null, "timeout"),
            row(Outcome.UNAVAILABLE, SENHASEGURA, null, "unavailable.senhasegura"),
            row(Outcome.UNAVAILABLE, GATEWAY, null, "unavailable.gateway"),
            row(Outcome.UNAVAILABLE, null, null, "unavailable"),
            row(Outcome.RATE_LIMITED, SENHASEGURA, null, "limited.senhasegura"),
            row(Outcome.RATE_LIMITED, GATEWAY, null, "limited.gateway"),
            row(Outcome.RATE_LIMITED, null, null, "limited"),
            row(Outcome.UNREACHABLE, PROXY, null, "unreachable.proxy"),
            row(Outcome.UNREACHABLE, null, null, "unreachable"),
            row(Outcome.TLS_FAILURE, null, null, "tls"),
            row(Outcome.UNEXPECTED_RESPONSE, PROXY, null, "unexpected.proxy"),
            row(Outcome.UNEXPECTED_RESPONSE, SENHASEGURA, null, "unexpected.senhasegura"),
            row(Outcome.UNEXPECTED_RESPONSE, GATEWAY, null, "unexpected.gateway"),
            row(Outcome.UNEXPECTED_RESPONSE, null, TOKEN, "unexpected.token"),
            row(Outcome.UNEXPECTED_RESPONSE, null, null, "unexpected"),
            row(Outcome.CREDENTIALS_UNAVAILABLE, null, null, "credentials"),
            row(Outcome.CONFIGURATION, null, null, "configuration"),
            row(Outcome.NOT_PERMITTED, null, null, "notPermitted"),
            row(Outcome.ABORTED, null, null, "aborted"));

    private static Row row(Outcome outcome, AnsweredBy by, RequestKind request, String key) {
        return new Row(outcome, by, request, key);
    }

    /** The row that counts; null for a success. */
    static Row rowOf(Outcome outcome, AnsweredBy by, RequestKind request) {
        for (AnsweredBy who : Arrays.asList(by, null)) {
            for (Row row : TABLE) {
                if (row.fits(outcome, who, request)) {
                    return row;
                }
            }
        }
        return null;
    }

    /** What to say of the end of a call; null for a success. */
    public static Advice of(OperationResult result, Locale locale) {
        return of(result.outcome(), result.answeredBy(), result.request(), result.details(), Texts.in(locale));
    }

    public static Advice of(Verdict verdict, Texts texts) {
        return of(verdict.outcome(), verdict.answeredBy(), verdict.request(), verdict.details(), texts);
    }

    private static Advice of(Outcome outcome, AnsweredBy by, RequestKind request, OutcomeDetails details, Texts texts) {
        Row row = rowOf(outcome, by, request);
        if (row == null) {
            return null;
        }
        String key = "advice." + row.key();
        List<String> notes = new ArrayList<>(0);
        for (Hint hint : Hint.values()) {
            if (details.hints().contains(hint) && !hint.isSufficient()) {
                notes.add(texts.text("hint." + hint));
            }
        }
        for (Hint hint : Hint.values()) {
            if (details.hints().contains(hint) && hint.isSufficient()) {
                key = "hint." + hint;
                break;
            }
        }
        return new Advice(texts.text(key + ".cause"), texts.text(key + ".solution"), notes);
    }
}
