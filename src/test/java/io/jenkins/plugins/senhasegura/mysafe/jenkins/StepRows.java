package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jvnet.hudson.test.JenkinsRule;

/** What one step after another costs a real Jenkins, its disk included. Part of {@link JenkinsBenchmark}. */
final class StepRows {
    private static final int ROUNDS = 10;
    /** Builds of 200 steps each before the first that counts, so that the compiler is through with what is hot in them. */
    private static final int WARM_UP = 60;
    /** The same of other builds, which come after those. */
    private static final int MORE_WARM_UP = 40;
    /** Of builds that are counted in bytes, not in time. */
    private static final int WRITING_ROUNDS = 3;

    private static final double ABOVE_NO_OP_MILLIS = 0.35;

    /** How the row begins. */
    static final String WRITTEN = "Bytes written by 200 steps in a row";

    private final JenkinsRule jenkins;
    private final JenkinsFigures figures;
    private final String ask;
    private final String peer;

    /**
     * @param ask our step
     * @param peer the other plugin's step, or null where that one is not installed
     */
    StepRows(JenkinsRule jenkins, JenkinsFigures figures, String ask, String peer) {
        this.jenkins = jenkins;
        this.figures = figures;
        this.ask = ask;
        this.peer = peer;
    }

    /** All of them; the rivals are registered. */
    void measure(WindowRows windows) throws Exception {
        List<String> steps = new ArrayList<>(List.of("echo 'x'", NoOpStep.CALL, BareStep.CALL, ask));
        if (peer != null) {
            steps.add(peer);
        }
        besideOthers(new StepsInARow(jenkins, WARM_UP, ROUNDS).mediansOf(steps));
        if (peer != null) {
            FlowDurabilityHint durability = FlowDurabilityHint.MAX_SURVIVABILITY;
            besidePeer(
                    durability,
                    new StepsInARow(jenkins, durability, MORE_WARM_UP, ROUNDS).mediansOf(List.of(ask, peer)));
        }
        windows.inARow(new StepsInARow(jenkins, MORE_WARM_UP, ROUNDS));
        AuditRow.measure(new StepsInARow(jenkins, 1, ROUNDS), figures, ask);
        written(FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
        written(FlowDurabilityHint.MAX_SURVIVABILITY);
    }

    private void besideOthers(double[]... medians) {
        double[] millis =
                Arrays.stream(medians).mapToDouble(JenkinsFigures::median).toArray();
        figures.difference(
                "One step of 200 in a row above a no-op asynchronous step, PERFORMANCE_OPTIMIZED",
                ABOVE_NO_OP_MILLIS,
                text(millis[3]),
                text(millis[1]),
                StepsInARow.above(medians[3], medians[1]));
        figures.difference(
                "A step that only sends the request, with the bare client, above the no-op",
                text(millis[2]),
                text(millis[1]),
                StepsInARow.above(medians[2], medians[1]));
        figures.tell("The same for `echo`", "%.2f ms", millis[0]);
        if (peer != null) {
            besidePeer(FlowDurabilityHint.PERFORMANCE_OPTIMIZED, medians[3], medians[4]);
        }
    }

    private void besidePeer(FlowDurabilityHint durability, double[]... medians) {
        figures.ratio(
                "One step of 200 in a row ÷ one of the peer `httpRequest`, " + durability,
                1,
                text(JenkinsFigures.median(medians[0])),
                text(JenkinsFigures.median(medians[1])),
                StepsInARow.ratios(medians[0], medians[1]));
    }

    /** The record and the audit's line are what nobody else keeps. */
    private void written(FlowDurabilityHint durability) throws Exception {
        DiskWrites writes = new DiskWrites(
                Jenkins.get().getRootDir().toPath(), path -> !path.toString().contains("mysafe-"));
        StepsInARow row = new StepsInARow(jenkins, durability, 0, WRITING_ROUNDS);
        List<StepsInARow.Measurement> measured = new ArrayList<>();
        for (String step : List.of(ask, NoOpStep.CALL, BareStep.CALL)) {
            measured.add(() -> writes.bytes(() -> row.median(step)));
        }
        double[][] bytes = row.medians(measured);
        figures.ratio(
                WRITTEN + ", records and audit apart, ÷ by 200 no-op steps, " + durability,
                1.1,
                kib(JenkinsFigures.median(bytes[0])),
                kib(JenkinsFigures.median(bytes[1])),
                StepsInARow.ratios(bytes[0], bytes[1]));
        figures.tell(
                "The same by 200 steps that only send the request, with the bare client, " + durability,
                "%s",
                kib(JenkinsFigures.median(bytes[2])));
    }

    private static String text(double millis) {
        return String.format(Locale.ROOT, "%.2f ms", millis);
    }

    private static String kib(double bytes) {
        return String.format(Locale.ROOT, "%,.0f KiB", bytes / 1024);
    }
}
