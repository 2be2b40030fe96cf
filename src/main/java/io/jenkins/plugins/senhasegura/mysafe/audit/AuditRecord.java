package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One line of the audit across jobs: an operation that ended or was refused, or what could not be kept. This list of
 * fields is the only one: file, REST and downloads follow it.
 *
 * @param time when it ended, in milliseconds since 1970
 * @param operation ENABLE or DISABLE; null where it is none
 * @param id the password's identifier
 * @param outcome its name, {@link #FORGOTTEN}, {@link #NOT_KEPT} or {@link #GAP}
 * @param result what it made of the build: SUCCESS, UNSTABLE, FAILURE or ABORTED
 * @param server the configured server's name, or null
 * @param credentialsId as whom it was asked, or null
 * @param job the full name of the job, or of that whose access window was left open, as it was called at that time
 * @param build the build's number
 * @param causes by whom or what the build was started, or who acted where no build did, in words
 * @param user the id of the user who started the build or acted, or null
 * @param requestId the gateway's id of the last request, or null
 * @param attempts API requests and failed token requests
 * @param durationMillis how long it took
 * @param since when a gap began, else 0
 * @param notKept how many operations were only counted, or lost in a gap; else 0
 */
@ExportedBean(defaultVisibility = 3)
public record AuditRecord(
        @Exported long time,
        @Exported String operation,
        @Exported String id,
        @Exported String outcome,
        @Exported String result,
        @Exported String server,
        @Exported String credentialsId,
        @Exported String job,
        @Exported int build,
        @Exported String causes,
        @Exported String user,
        @Exported String requestId,
        @Exported int attempts,
        @Exported long durationMillis,
        @Exported long since,
        @Exported long notKept) {

    /** The outcome of a line that says that nobody disables a password any more that a window has left. */
    static final String FORGOTTEN = "FORGOTTEN";
    /** The outcome of a line that counts what one build did beyond what is kept of it. */
    static final String NOT_KEPT = "NOT_KEPT";
    /** The outcome of a line that says that operations between two times could not be written. */
    static final String GAP = "GAP";

    /** Longer names of jobs are none. */
    static final int LONGEST_JOB = 1000;

    private static final int LONGEST_CAUSES = 500;

    private static final RecordFields<AuditRecord> FIELDS =
            new RecordFields<>(AuditRecord.class, List.of("time", "outcome"), AuditRecord::longest);

    private static int longest(String field) {
        return switch (field) {
            case "job" -> LONGEST_JOB;
            case "causes" -> LONGEST_CAUSES;
            default -> OperationRecord.LONGEST_FIELD;
        };
    }

    /**
     * A record with these values by the names of its fields, each made plain and cut to what one may be long.
     *
     * @throws IllegalArgumentException when one is missing that has to be there, or is of another type
     */
    static AuditRecord of(Map<String, ?> values) {
        return FIELDS.of(values);
    }

    /** All fields by their names, in the order in which they are written. */
    Map<String, Object> asMap() {
        return FIELDS.asMap(this);
    }

    /** As a line of the file, without its end. */
    byte[] toLine() {
        Map<String, Object> fields = asMap();
        // Nearly every line would have these for nothing.
        fields.values().removeIf(value -> value instanceof Long number && number == 0);
        return RecordJson.write(fields);
    }

    /** The record of a line; null when the line is anything else. */
    static AuditRecord ofLine(byte[] line) {
        return RecordJson.read(line, AuditRecord::of);
    }

    /** Whether a rule of this Jenkins refused it, so that nothing was sent. */
    boolean isRefusal() {
        return "NOT_PERMITTED".equals(outcome);
    }

    /** Whether it is an operation, and not a line about such as are missing, or about what nobody does any more. */
    boolean isOperation() {
        return !outcome.equals(FORGOTTEN) && !outcome.equals(NOT_KEPT) && !outcome.equals(GAP);
    }
}
