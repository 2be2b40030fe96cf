package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.List;

/**
 * Tells what the answer to an operation on a password means: the body decides together with the status. Understands both
 * documented shapes (3.33 and 3.32), their Portuguese twins, and the gateway's sentences in JSON, HTML, XML and text.
 */
final class AnswerReader {
    private static final String NOT_FOUND = "1005";
    private static final String NO_ACCESS = "1006";

    private AnswerReader() {}

    static Verdict read(Operation operation, RawAnswer answer) {
        String text = answer.text();
        JsonAnswer json = JsonAnswer.read(text);
        if (json != null) {
            List<String> messages = messages(json);
            String code = code(json, messages);
            Outcome outcome = ofJson(operation, answer.status(), json, code, Sentences.normal(messages));
            Verdict verdict = Verdict.of(answer, outcome, code, quotable(json, messages));
            return answer.requestId() == null ? verdict.withRequestId(json.text("request_id")) : verdict;
        }
        String page = text == null ? "" : text;
        return Verdict.of(answer, ofPage(answer.status(), page), null, quotable(page));
    }

    /** All texts by which a JSON answer may say what happened, the most telling first. */
    static List<String> messages(JsonAnswer json) {
        return json.texts("message", "mensagem", "detail");
    }

    /**
     * @param code the vendor's or null
     * @param sentences all messages, normalised
     */
    private static Outcome ofJson(
            Operation operation, int status, JsonAnswer json, String code, List<String> sentences) {
        Outcome decided = Sentences.deciding(sentences);
        if (decided != null) {
            return decided;
        }
        if (status == 200) {
            return ofOk(operation, json, code, sentences);
        }
        if (status == 400 && NOT_FOUND.equals(code)) {
            return Outcome.PASSWORD_NOT_FOUND;
        }
        if (status == 400 && NO_ACCESS.equals(code)) {
            return Outcome.ACCESS_DENIED;
        }
        Outcome byStatus = byStatus(status);
        if (byStatus != null) {
            return byStatus;
        }
        if (isClientError(status)) {
            return Sentences.isUnexpectedError(sentences) ? Outcome.SERVER_ERROR : Outcome.BAD_REQUEST;
        }
        return Outcome.UNEXPECTED_RESPONSE;
    }

    private static Outcome ofOk(Operation operation, JsonAnswer json, String code, List<String> sentences) {
        if (NOT_FOUND.equals(code)) {
            return Outcome.PASSWORD_NOT_FOUND;
        }
        if (NO_ACCESS.equals(code)) {
            return Outcome.ACCESS_DENIED;
        }
        if (Sentences.isUnexpectedError(sentences)) {
            return Outcome.SERVER_ERROR;
        }
        if (json.isError() || !json.holdsResponseOrCode()) {
            return Outcome.UNEXPECTED_RESPONSE;
        }
        return Sentences.isAlready(operation, sentences) ? operation.already() : operation.done();
    }

    private static Outcome ofPage(int status, String page) {
        // What begins like JSON and is none is broken; a sentence in it proves nothing.
        String start = page.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            Outcome decided = Sentences.decidingInPage(page);
            if (decided != null) {
                return decided;
            }
        }
        Outcome byStatus = byStatus(status);
        return byStatus == null ? Outcome.UNEXPECTED_RESPONSE : byStatus;
    }

    /** What a status means by itself, or null where the body is needed. */
    static Outcome byStatus(int status) {
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

    private static boolean isClientError(int status) {
        return status >= 400 && status <= 499;
    }

    /** The one of the two codes that have an outcome, wherever it stands; else the first code of all, or null. */
    private static String code(JsonAnswer json, List<String> messages) {
        List<String> codes = json.errorCodes();
        for (String message : messages) {
            String code = Sentences.leadingCode(message);
            if (code != null) {
                codes.add(code);
            }
        }
        for (String code : codes) {
            if (code.equals(NOT_FOUND) || code.equals(NO_ACCESS)) {
                return code;
            }
        }
        return codes.isEmpty() ? null : codes.get(0);
    }

    /** The gateway's authentication speaks OAuth 2.0 (RFC 6750), which knows no message. */
    private static String quotable(JsonAnswer json, List<String> messages) {
        return messages.isEmpty() ? json.text("error_description", "error") : messages.get(0);
    }

    /** A page's text, or null when nothing of it can be read; it is cut to one line later. */
    private static String quotable(String page) {
        String text = Sentences.withoutTags(page);
        return text.isEmpty() ? null : text;
    }
}
