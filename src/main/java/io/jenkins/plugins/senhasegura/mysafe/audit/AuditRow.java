package io.jenkins.plugins.senhasegura.mysafe.audit;

import hudson.Util;
import hudson.model.Item;
import java.time.Instant;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/** A record of the audit as its page shows it. */
public final class AuditRow {
    private final AuditRecord record;

    AuditRow(AuditRecord record) {
        this.record = record;
    }

    /** The record. */
    public AuditRecord getRecord() {
        return record;
    }

    /** What was asked for, in the language of who looks at it; empty where it is no operation. */
    public String getOperation() {
        return record.isOperation() ? RecordRow.inWords(record.operation()) : "";
    }

    /** The platform's symbol for the result; its shape tells as much as its colour. */
    public String getIcon() {
        return switch (String.valueOf(record.result())) {
            case "SUCCESS" -> "symbol-status-blue";
            case "UNSTABLE" -> "symbol-status-yellow";
            case "ABORTED" -> "symbol-status-aborted";
            case "FAILURE" -> "symbol-status-red";
            default -> "symbol-warning";
        };
    }

    /** The outcome in a few words, in the language of who looks at it. */
    public String getMeaning() {
        if (record.outcome().equals(AuditRecord.FORGOTTEN)) {
            return Messages.AuditRow_forgotten();
        }
        if (record.outcome().equals(AuditRecord.NOT_KEPT)) {
            return Messages.AuditRow_notKept(record.notKept());
        }
        if (record.outcome().equals(AuditRecord.GAP)) {
            return Messages.AuditRow_gap(Instant.ofEpochMilli(record.since()), record.notKept());
        }
        return RecordRow.meaning(record.outcome(), record.operation());
    }

    /** When it ended, in this time zone, as Jenkins shows its own times; null for the controller's zone. */
    public String time(String zone) {
        return DisplayedTime.of(record.time(), zone);
    }

    /** The same for machines, as ISO 8601 has it. */
    public String getTimeStamp() {
        return Instant.ofEpochMilli(record.time()).toString();
    }

    /** The duration, below a second in milliseconds. */
    public String getDuration() {
        return record.isOperation() ? RecordRow.duration(record.durationMillis()) : "";
    }

    /** The build's number as Jenkins writes it; null where it is about none. */
    public String getBuild() {
        return record.job() == null ? null : "#" + record.build();
    }

    /**
     * The build's page below the root of Jenkins; null where the job is not there any more or whoever looks may not see it.
     * No build is loaded: it may be deleted.
     */
    public String getBuildUrl() {
        if (record.job() == null) {
            return null;
        }
        try {
            Item job = Jenkins.get().getItemByFullName(record.job(), Item.class);
            return job == null ? null : job.getUrl() + record.build() + "/";
        } catch (AccessDeniedException onlyDiscovered) {
            return null;
        }
    }

    /** The user's page below the root of Jenkins; null where no user started the build or acted. */
    public String getUserUrl() {
        return record.user() == null ? null : "user/" + Util.rawEncode(record.user()) + "/";
    }
}
