package io.jenkins.plugins.senhasegura.mysafe.client.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What came of an operation on one password.
 *
 * @param operation what was asked for
 * @param id the identifier as it was asked for
 * @param outcome what happened
 * @param httpStatus the last HTTP status, 0 without a response
 * @param errorCode the vendor's error code such as {@code 1005}, or null
 * @param message the server's message in one line of at most 500 characters with secrets masked, or what kept it from
 *     answering; null when there is nothing to say
 * @param request which request the outcome is about, or null where none was sent
 * @param answeredBy who sent the response that the outcome is about, or null where there is none or it proves nothing
 * @param attempts API requests and failed token requests; 0 when nothing was sent
 * @param durationMillis from start to end in milliseconds, time in line and between attempts included
 * @param server the configured server's name, or null where none was found
 * @param requestId the gateway's id of the last request, for the vendor's support, or null
 * @param details what the build log needs to explain it; no part of the result
 */
public record OperationResult(
        Operation operation,
        String id,
        Outcome outcome,
        int httpStatus,
        String errorCode,
        String message,
        RequestKind request,
        AnsweredBy answeredBy,
        int attempts,
        long durationMillis,
        String server,
        String requestId,
        OutcomeDetails details) {

    /** Without more to explain; what has a status has its message from the response. */
    public OperationResult(
            Operation operation,
            String id,
            Outcome outcome,
            int httpStatus,
            String errorCode,
            String message,
            RequestKind request,
            AnsweredBy answeredBy,
            int attempts,
            long durationMillis,
            String server,
            String requestId) {
        this(
                operation,
                id,
                outcome,
                httpStatus,
                errorCode,
                message,
                request,
                answeredBy,
                attempts,
                durationMillis,
                server,
                requestId,
                new OutcomeDetails(httpStatus > 0, Set.of(), null));
    }

    /** An end before anything was sent. */
    public static OperationResult unsent(
            Operation operation, String id, Outcome outcome, String message, long durationMillis, String server) {
        return new OperationResult(
                operation, id, outcome, 0, null, message, null, null, 0, durationMillis, server, null);
    }

    /** Whether the password is active now, or may be since it was not proved to be disabled. */
    public boolean active() {
        return outcome.isSuccess() == (operation == Operation.ENABLE);
    }

    /** Whether the password was active before. */
    public boolean alreadyActive() {
        return outcome == Outcome.ALREADY_ACTIVE;
    }

    /** The same, of which a request was sent whose end is not known. */
    public OperationResult doubted() {
        return new OperationResult(
                operation,
                id,
                outcome,
                httpStatus,
                errorCode,
                message,
                request,
                answeredBy,
                attempts,
                durationMillis,
                server,
                requestId,
                details.doubted());
    }

    /** All fields by the names and in the order in which the step's result, REST and the command line show them. */
    public Map<String, Object> asMap() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("operation", operation.name());
        fields.put("outcome", outcome.name());
        fields.put("active", active());
        fields.put("alreadyActive", alreadyActive());
        fields.put("httpStatus", httpStatus);
        fields.put("errorCode", errorCode);
        fields.put("message", message);
        fields.put("request", name(request));
        fields.put("answeredBy", name(answeredBy));
        fields.put("attempts", attempts);
        fields.put("durationMillis", durationMillis);
        fields.put("server", server);
        fields.put("requestId", requestId);
        return fields;
    }

    private static String name(Enum<?> constant) {
        return constant == null ? null : constant.name();
    }
}
