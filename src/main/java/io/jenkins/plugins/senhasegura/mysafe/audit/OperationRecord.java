package io.jenkins.plugins.senhasegura.mysafe.audit;

import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One operation on a password that a build asked for. This list of fields is the only one: what is written beside the
 * build, read again and shown by REST follows it.
 *
 * @param number the first operation of the build that ended is 1
 * @param time when it ended, in milliseconds since 1970
 * @param operation ENABLE or DISABLE
 * @param id the password's identifier
 * @param outcome its name
 * @param active whether the password is active after it
 * @param alreadyActive whether the password was active before
 * @param httpStatus the last HTTP status, 0 without a response
 * @param errorCode the vendor's error code, or null
 * @param message the server's message, or what kept it from responding; or null
 * @param request TOKEN or API, whichever the outcome is about, or null
 * @param answeredBy PROXY, GATEWAY or SENHASEGURA, or null
 * @param attempts API requests and failed token requests
 * @param durationMillis how long it took
 * @param server the configured server's name, or null
 * @param requestId the gateway's id of the last request, or null
 * @param result what it made of the build: SUCCESS, UNSTABLE, FAILURE or ABORTED
 * @param credentialsId as whom it was asked, or null
 */
@ExportedBean(defaultVisibility = 3)
public record OperationRecord(
        @Exported long number,
        @Exported long time,
        @Exported String operation,
        @Exported String id,
        @Exported String outcome,
        @Exported boolean active,
        @Exported boolean alreadyActive,
        @Exported int httpStatus,
        @Exported String errorCode,
        @Exported String message,
        @Exported String request,
        @Exported String answeredBy,
        @Exported int attempts,
        @Exported long durationMillis,
        @Exported String server,
        @Exported String requestId,
        @Exported String result,
        @Exported String credentialsId) {

    /** A server's message has 500 characters at most; one about a setting names the remedy too. */
    static final int LONGEST_MESSAGE = 1000;
    /** Names and identifiers that are longer are none. */
    static final int LONGEST_FIELD = 200;

    private static final RecordFields<OperationRecord> FIELDS = new RecordFields<>(
            OperationRecord.class,
            List.of("time", "id", "outcome", "result"),
            name -> name.equals("message") ? LONGEST_MESSAGE : LONGEST_FIELD);

    /**
     * A record with these values by the names of its fields, each made plain and cut to what one may be long.
     *
     * @throws IllegalArgumentException when one is missing that has to be there, or is of another type
     */
    public static OperationRecord of(Map<String, ?> values) {
        return FIELDS.of(values);
    }

    /**
     * The record of an operation that ends now.
     *
     * @param values by the names of its fields; what only its end tells is added
     */
    public static OperationRecord ended(Map<String, Object> values, OperationEnd end) {
        boolean aborted = end.operation().outcome() == Outcome.ABORTED;
        values.put("result", aborted ? Outcome.ABORTED.name() : end.result().name());
        values.put("time", System.currentTimeMillis());
        return of(values);
    }

    /** All fields by their names. */
    Map<String, Object> asMap() {
        return FIELDS.asMap(this);
    }

    OperationRecord numbered(long place) {
        Map<String, Object> values = asMap();
        values.put("number", place);
        return of(values);
    }
}
