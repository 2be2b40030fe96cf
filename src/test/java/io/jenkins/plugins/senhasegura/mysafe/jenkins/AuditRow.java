package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import io.jenkins.plugins.senhasegura.mysafe.audit.AuditSwitch;
import java.util.List;
import java.util.Locale;

/** What the audit across jobs costs a step. Part of {@link JenkinsBenchmark}. */
final class AuditRow {
    private AuditRow() {}

    /** Steps one after another; others have run before. */
    static void measure(StepsInARow row, JenkinsFigures figures, String step) throws Exception {
        AuditSwitch audit = new AuditSwitch();
        double[][] medians = row.medians(List.of(
                () -> {
                    audit.turn(true);
                    return row.median(step);
                },
                () -> {
                    audit.turn(false);
                    return row.median(step);
                }));
        audit.turn(true);
        figures.ratio(
                "One step of 200 in a row ÷ one whose record the audit writes nowhere",
                1.05,
                String.format(Locale.ROOT, "%.2f ms", JenkinsFigures.median(medians[0])),
                String.format(Locale.ROOT, "%.2f ms", JenkinsFigures.median(medians[1])),
                StepsInARow.ratios(medians[0], medians[1]));
    }
}
