package io.jenkins.plugins.senhasegura.mysafe.client.response;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OutcomeDetails;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import java.util.Collection;
import java.util.Set;

/**
 * What one response, or the lack of one, means.
 *
 * @param outcome never CONFIGURATION
 * @param status the HTTP status, 0 without a response
 * @param errorCode the vendor's number or null
 * @param message what the response said, or what kept it from coming; not yet redacted
 * @param answeredBy who sent the response, or null where there is none or it proves nothing
 * @param retryAfter the header's value or null
 * @param requestId the gateway's id or null
 * @param request which of the two requests it is about, or null where none was sent
 * @param details what the build log needs beside it
 */
public record Verdict(
        Outcome outcome,
        int status,
        String errorCode,
        String message,
        AnsweredBy answeredBy,
        String retryAfter,
        String requestId,
        RequestKind request,
        OutcomeDetails details) {
    /** In our own words. */
    Verdict(
            Outcome outcome,
            int status,
            String errorCode,
            String message,
            AnsweredBy answeredBy,
            String retryAfter,
            String requestId) {
        this(outcome, status, errorCode, message, answeredBy, retryAfter, requestId, null, OutcomeDetails.NONE);
    }

    /** Of a response, with its own words. */
    static Verdict of(
            RequestKind request,
            RawResponse response,
            Outcome outcome,
            String errorCode,
            String message,
            AnsweredBy answeredBy,
            Collection<Hint> hints) {
        return new Verdict(
                outcome,
                response.status(),
                errorCode,
                message,
                answeredBy,
                response.retryAfter(),
                response.requestId(),
                request,
                new OutcomeDetails(true, Set.copyOf(hints), null));
    }

    public static Verdict withoutResponse(Outcome outcome, String message) {
        return new Verdict(outcome, 0, null, message, null, null, null);
    }

    /** Newer gateways put the id into the body, too. */
    Verdict withRequestId(String id) {
        return new Verdict(outcome, status, errorCode, message, answeredBy, retryAfter, id, request, details);
    }

    /** Says which request it is about. */
    public Verdict about(RequestKind kind) {
        return new Verdict(outcome, status, errorCode, message, answeredBy, retryAfter, requestId, kind, details);
    }

    Verdict with(OutcomeDetails other) {
        return new Verdict(outcome, status, errorCode, message, answeredBy, retryAfter, requestId, request, other);
    }

    /** The message as it can be shown: what others said without the secrets, our own words as they are. */
    public String shown(Redactor redactor) {
        return details.quoted() ? redactor.message(message) : Redactor.oneLine(message, Redactor.LONGEST_MESSAGE);
    }

    /** The end of a call. */
    public OperationResult result(
            Operation operation, PasswordId id, Redactor redactor, int attempts, long durationMillis, String server) {
        return new OperationResult(
                operation,
                id.toString(),
                outcome,
                status,
                errorCode,
                shown(redactor),
                request,
                answeredBy,
                attempts,
                durationMillis,
                server,
                redactor.id(requestId),
                details);
    }
}
