package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.time.Instant;

/**
 * A time in which operations could not be written to the audit.
 *
 * @param from when the first of them ended
 * @param to when writing went on; null while it does not
 * @param lost how many they are; 0 where it is not known that any is
 * @param reason what the system said first
 */
record AuditGap(Instant from, Instant to, long lost, String reason) {
    AuditGap andOneMore() {
        return new AuditGap(from, to, lost + 1, reason);
    }

    AuditGap until(Instant end) {
        return new AuditGap(from, end, lost, reason);
    }
}
