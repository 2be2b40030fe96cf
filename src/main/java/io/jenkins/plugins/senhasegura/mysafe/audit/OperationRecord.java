package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
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

    /** What makes a record; without one of these nobody could tell what it is about. */
    private static final List<String> NEEDED = List.of("time", "id", "outcome", "result");

    private static final RecordComponent[] FIELDS = OperationRecord.class.getRecordComponents();

    /**
     * A record with these values by the names of its fields, each made plain and cut to what one may be long.
     *
     * @throws IllegalArgumentException when one is missing that has to be there, or is of another type
     */
    public static OperationRecord of(Map<String, ?> values) {
        for (String needed : NEEDED) {
            if (values.get(needed) == null) {
                throw new IllegalArgumentException(needed + " is missing");
            }
        }
        Object[] fields = Arrays.stream(FIELDS)
                .map(field -> value(field, values.get(field.getName())))
                .toArray();
        try {
            return (OperationRecord) OperationRecord.class.getDeclaredConstructors()[0].newInstance(fields);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object value(RecordComponent field, Object value) {
        Class<?> type = field.getType();
        try {
            if (type == boolean.class) {
                return value != null && (Boolean) value;
            }
            if (type == long.class) {
                return value == null ? 0L : ((Number) value).longValue();
            }
            if (type == int.class) {
                return value == null ? 0 : Math.toIntExact(((Number) value).longValue());
            }
            int longest = field.getName().equals("message") ? LONGEST_MESSAGE : LONGEST_FIELD;
            return PlainText.of((String) value, longest);
        } catch (ClassCastException | ArithmeticException odd) {
            throw new IllegalArgumentException(field.getName() + " is of another type", odd);
        }
    }

    /** All fields by their names. */
    Map<String, Object> asMap() {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            for (RecordComponent field : FIELDS) {
                values.put(field.getName(), field.getAccessor().invoke(this));
            }
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
        return values;
    }

    OperationRecord numbered(long place) {
        Map<String, Object> values = asMap();
        values.put("number", place);
        return of(values);
    }
}
