package io.jenkins.plugins.senhasegura.mysafe.client.response;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Tells what the response to an operation on a password means: the body decides together with the status. Understands
 * all documented shapes, their Portuguese twins, and the gateway's sentences in JSON, HTML, XML and text. Success is
 * proved or it is none.
 */
public final class ApiResponseReader {
    private static final String NOT_FOUND = "1005";
    private static final String NO_ACCESS = "1006";

    private ApiResponseReader() {}

    public static Verdict read(Operation operation, RawResponse response) {
        String body = response.text();
        JsonResponse json = JsonResponse.read(body);
        AnsweredBy answeredBy = Responder.of(response, json, body);
        if (json != null) {
            List<String> sentences = KnownSentences.normal(json.messages());
            String number = json.errorNumber();
            Outcome outcome = answeredBy == AnsweredBy.PROXY
                    ? Responder.ofProxy(response.status())
                    : ofJson(operation, response.status(), json, number, sentences);
            String said = Quotation.of(response, json, body);
            Set<Hint> hints = outcome.isSuccess() ? Set.of() : hints(response, KnownSentences.hints(words(json)));
            Verdict verdict = Verdict.of(RequestKind.API, response, outcome, number, said, answeredBy, hints);
            return response.requestId() == null ? verdict.withRequestId(json.text("request_id")) : verdict;
        }
        String page = body == null ? "" : PageText.of(body);
        Outcome outcome = answeredBy == AnsweredBy.PROXY
                ? Responder.ofProxy(response.status())
                : ofPage(response.status(), body, page);
        Set<Hint> hints = hints(response, KnownSentences.hintsInPage(page));
        return Verdict.of(RequestKind.API, response, outcome, null, Quotation.of(response, page), answeredBy, hints);
    }

    /** What may give away a mistake; OAuth 2.0 (RFC 6750) has a word of its own. */
    private static List<String> words(JsonResponse json) {
        List<String> words = new ArrayList<>(json.messages());
        words.addAll(json.texts("error_description"));
        return KnownSentences.normal(words);
    }

    /** What the words give away, and where the status says it already. */
    static Set<Hint> hints(RawResponse response, Set<Hint> ofWords) {
        EnumSet<Hint> hints = EnumSet.noneOf(Hint.class);
        hints.addAll(ofWords);
        if (isRedirect(response)) {
            hints.add(Hint.REDIRECT);
        }
        return hints;
    }

    static boolean isRedirect(RawResponse response) {
        return response.status() >= 300 && response.status() <= 399 && response.header("Location") != null;
    }

    /**
     * @param number the vendor's or null
     * @param sentences all messages, normalised
     */
    private static Outcome ofJson(
            Operation operation, int status, JsonResponse json, String number, List<String> sentences) {
        Outcome decided = KnownSentences.deciding(sentences);
        if (decided != null) {
            return decided;
        }
        if (status == 200) {
            return ofOk(operation, json, number, sentences);
        }
        return ofError(status, number, sentences);
    }

    private static Outcome ofOk(Operation operation, JsonResponse json, String number, List<String> sentences) {
        if (json.isInError() && isNumbered(number)) {
            return numbered(number);
        }
        if (json.errorStatus() != 0) {
            return ofError(json.errorStatus(), number, sentences);
        }
        if (KnownSentences.isUnexpectedError(sentences)) {
            return Outcome.SERVER_ERROR;
        }
        boolean proved = json.isDeniedError()
                && json.isOkThroughout()
                && number == null
                && !KnownSentences.isContrary(operation, sentences);
        if (!proved) {
            return Outcome.UNEXPECTED_RESPONSE;
        }
        return KnownSentences.isAlready(operation, sentences) ? operation.already() : operation.done();
    }

    private static Outcome ofError(int status, String number, List<String> sentences) {
        if (status == 400 && isNumbered(number)) {
            return numbered(number);
        }
        Outcome byStatus = byStatus(status);
        if (byStatus != null) {
            return byStatus;
        }
        if (status >= 400 && status <= 499) {
            return KnownSentences.isUnexpectedError(sentences) ? Outcome.SERVER_ERROR : Outcome.BAD_REQUEST;
        }
        return Outcome.UNEXPECTED_RESPONSE;
    }

    private static boolean isNumbered(String number) {
        return NOT_FOUND.equals(number) || NO_ACCESS.equals(number);
    }

    private static Outcome numbered(String number) {
        return NOT_FOUND.equals(number) ? Outcome.PASSWORD_NOT_FOUND : Outcome.ACCESS_DENIED;
    }

    private static Outcome ofPage(int status, String body, String page) {
        Outcome decided = decidingInPage(body, page);
        if (decided != null) {
            return decided;
        }
        Outcome byStatus = byStatus(status);
        return byStatus == null ? Outcome.UNEXPECTED_RESPONSE : byStatus;
    }

    /** What begins like JSON and is none is broken; a sentence in it proves nothing. */
    static Outcome decidingInPage(String body, String page) {
        String start = body == null ? "" : body.stripLeading();
        return start.startsWith("{") || start.startsWith("[") ? null : KnownSentences.decidingInPage(page);
    }

    /** What a status means by itself, or null where the body is needed. */
    public static Outcome byStatus(int status) {
        return switch (status) {
            case 401 -> Outcome.NOT_AUTHENTICATED;
            case 403 -> Outcome.ACCESS_DENIED;
            case 408, 504 -> Outcome.UPSTREAM_TIMEOUT;
            case 429 -> Outcome.RATE_LIMITED;
            case 502 -> Outcome.UPSTREAM_INVALID_RESPONSE;
            case 503 -> Outcome.UNAVAILABLE;
            default -> status >= 500 && status <= 599 ? Outcome.SERVER_ERROR : null;
        };
    }
}
