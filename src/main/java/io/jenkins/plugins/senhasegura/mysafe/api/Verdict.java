package io.jenkins.plugins.senhasegura.mysafe.api;

/**
 * What one answer, or the lack of one, means.
 *
 * @param outcome never CONFIGURATION
 * @param status the HTTP status, 0 without an answer
 * @param errorCode the vendor's code or null
 * @param message what the server said, or what kept it from answering; not yet redacted
 * @param answeredBy who sent the response, or null where there is none or it proves nothing
 * @param retryAfter the header's value or null
 * @param requestId the gateway's id or null
 */
record Verdict(
        Outcome outcome,
        int status,
        String errorCode,
        String message,
        AnsweredBy answeredBy,
        String retryAfter,
        String requestId) {
    static Verdict of(RawAnswer answer, Outcome outcome, String errorCode, String message) {
        return new Verdict(outcome, answer.status(), errorCode, message, null, answer.retryAfter(), answer.requestId());
    }

    static Verdict withoutAnswer(Outcome outcome, String message) {
        return new Verdict(outcome, 0, null, message, null, null, null);
    }

    /** Newer gateways put the id into the body. */
    Verdict withRequestId(String id) {
        return new Verdict(outcome, status, errorCode, message, answeredBy, retryAfter, id);
    }
}
