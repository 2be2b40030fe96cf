package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import io.jenkins.plugins.senhasegura.mysafe.build.AccessWindows;
import io.jenkins.plugins.senhasegura.mysafe.window.LeaseFile;
import io.jenkins.plugins.senhasegura.mysafe.window.TimedLeases;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an access window costs a real Jenkins. Part of {@link JenkinsBenchmark}. */
final class WindowRows {
    private static final String WINDOW = "withMysafePassword(id: 10, server: 'measured') { }";
    private static final String BLOCK = NoOpBlockStep.CALL + " { }";

    private final JenkinsFigures figures;
    private double writes;
    private double forced;

    WindowRows(JenkinsFigures figures) {
        this.figures = figures;
    }

    /** Windows one after another, beside a block that does nothing and what the disk takes for the leases. */
    void inARow(StepsInARow row) throws Exception {
        NoOpBlockStep.register();
        // The first begins the file.
        row.median(WINDOW);
        TimedLeases leases = TimedLeases.of(leases());
        double[][] medians = row.medians(List.of(
                () -> {
                    leases.take();
                    double window = row.median(WINDOW);
                    return window - forced(leases.take());
                },
                () -> row.median(BLOCK)));
        figures.difference(
                "A window of 200 in a row, its block empty, above a no-op step with an empty block and the forced writes of the"
                        + " leases",
                1.2,
                String.format(
                        Locale.ROOT,
                        "%.2f ms and %.1f forced writes of %.2f ms in all",
                        JenkinsFigures.median(medians[0]),
                        writes,
                        forced),
                String.format(Locale.ROOT, "%.2f ms", JenkinsFigures.median(medians[1])),
                StepsInARow.above(medians[0], medians[1]));
    }

    private static LeaseFile leases() throws ReflectiveOperationException {
        Field file = AccessWindows.class.getDeclaredField("file");
        file.setAccessible(true);
        return (LeaseFile) file.get(AccessWindows.get());
    }

    /** What the writes of one window took, in milliseconds: as many as there were, each as long as most. */
    private double forced(double... each) {
        writes = (double) each.length / StepsInARow.STEPS;
        forced = writes * JenkinsFigures.median(each);
        return forced;
    }

    /** Branches that sleep, within a window each and without. */
    void heap(BranchHeap heap, int branches, int rounds) throws Exception {
        double[][] bytes = new double[3][rounds];
        // The first round loads classes and fills caches.
        for (int round = -1; round < rounds; round++) {
            double asleep = heap.bytes("sleep 600", "sleep", 0);
            double block = heap.bytes(NoOpBlockStep.CALL + " { sleep 600 }", "sleep", 0);
            double window =
                    heap.bytes("withMysafePassword(id: number, server: 'measured') { sleep 600 }", "sleep", branches);
            if (round >= 0) {
                bytes[0][round] = asleep;
                bytes[1][round] = block - asleep;
                bytes[2][round] = window - asleep;
            }
        }
        double[] medians =
                Arrays.stream(bytes).mapToDouble(JenkinsFigures::median).toArray();
        // Pipeline itself keeps nodes of a block, and the buffers of its log, for whichever step has one.
        figures.atMost(
                "Heap of an open window in which a branch sleeps above a no-op step's block in which one does, bytes",
                4096,
                medians[2] - medians[1]);
        figures.tell(
                "The same: asleep; above it in a no-op step's block; in a window",
                "%,.0f B; %,.0f B; %,.0f B",
                medians[0],
                medians[1],
                medians[2]);
    }
}
