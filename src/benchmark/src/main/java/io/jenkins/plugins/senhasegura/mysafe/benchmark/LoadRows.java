package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows about throughput, latency and allocation, from the forks that ran. */
final class LoadRows {
    private static final String CPU = "cpuMicros";

    private final Forks forks;
    private final Forks late;
    private final List<Row> rows = new ArrayList<>();

    /**
     * @param forks what was seen where the server answers at once
     * @param late the same where it takes its time
     */
    LoadRows(Forks forks, Forks late) {
        this.forks = forks;
        this.late = late;
    }

    /** Ours below the step beside the bare client, and the whole of ours beside it under a step's rules. */
    List<Row> rows() {
        addLate();
        add(Rivals.CLIENT, Rivals.BARE, "client ÷ bare");
        add(Rivals.STEP, Rivals.BARE_THREADS, "step ÷ bare under a step's rules");
        rows.add(Row.information(
                "Throughput at 64, step ÷ naive",
                perSecond(forks, Rivals.STEP, 64),
                perSecond(forks, Rivals.NAIVE, 64),
                ratio(forks, Rivals.STEP, Rivals.NAIVE, 64, Forks.SCORE).toString()));
        for (int concurrency : new int[] {1, 64}) {
            double caller = forks.mean(Forks.load(Rivals.STEP, concurrency), "caller99");
            rows.add(new Row(
                    "p99 on the caller's thread at " + concurrency,
                    "≤ 1,000 µs",
                    String.format(Locale.ROOT, "%,.0f µs", caller),
                    "",
                    "",
                    caller <= 1000));
        }
        for (int concurrency : Suite.CONCURRENCIES) {
            rows.add(Row.information(
                    "Throughput at " + concurrency + ", step ÷ bare told on its I/O thread",
                    perSecond(forks, Rivals.STEP, concurrency),
                    perSecond(forks, Rivals.BARE, concurrency),
                    ratio(forks, Rivals.STEP, Rivals.BARE, concurrency, Forks.SCORE)
                            .toString()));
        }
        return rows;
    }

    private void addLate() {
        String there = " at 64, responses after " + Suite.LATE_MILLIS + " ms, step ÷ ";
        addLate("Throughput" + there + "bare under a step's rules", Rivals.BARE_THREADS, 0.98);
        addLate("Throughput" + there + "naive", Rivals.NAIVE, 1);
        Ratio cpu = ratio(late, Rivals.STEP, Rivals.BARE, 64, CPU);
        rows.add(new Row(
                "Processor time of one" + there + "bare",
                "≤ 1.5",
                micros(late, Rivals.STEP, 64, CPU),
                micros(late, Rivals.BARE, 64, CPU),
                cpu.toString(),
                cpu.isAtMost(1.5)));
        rows.add(Row.information(
                "The same of bare under a step's rules ÷ bare",
                micros(late, Rivals.BARE_THREADS, 64, CPU),
                micros(late, Rivals.BARE, 64, CPU),
                ratio(late, Rivals.BARE_THREADS, Rivals.BARE, 64, CPU).toString()));
    }

    private void addLate(String what, Rivals theirs, double figure) {
        Ratio ratio = ratio(late, Rivals.STEP, theirs, 64, Forks.SCORE);
        rows.add(new Row(
                what,
                "≥ " + figure,
                perSecond(late, Rivals.STEP, 64),
                perSecond(late, theirs, 64),
                ratio.toString(),
                ratio.isAtLeast(figure)));
    }

    private void add(Rivals ours, Rivals bare, String pair) {
        Ratio throughput = ratio(forks, ours, bare, 64, Forks.SCORE);
        rows.add(Row.information(
                "Throughput at 64, " + pair,
                perSecond(forks, ours, 64),
                perSecond(forks, bare, 64),
                throughput.toString()));
        atMost(ours, bare, 1, "p50", 1.05, pair);
        atMost(ours, bare, 64, "p50", 1.05, pair);
        atMost(ours, bare, 512, "p99", 1.10, pair);
        Ratio bytes = ratio(forks, ours, bare, 64, Forks.BYTES);
        rows.add(new Row(
                "Bytes allocated an activation, " + pair,
                "≤ 1.20",
                bytes(ours),
                bytes(bare),
                bytes.toString(),
                bytes.isAtMost(1.20)));
    }

    private void atMost(Rivals ours, Rivals bare, int concurrency, String measure, double figure, String pair) {
        Ratio ratio = ratio(forks, ours, bare, concurrency, measure);
        rows.add(new Row(
                measure + " at " + concurrency + ", " + pair,
                String.format(Locale.ROOT, "≤ %.2f", figure),
                micros(forks, ours, concurrency, measure),
                micros(forks, bare, concurrency, measure),
                ratio.toString(),
                ratio.isAtMost(figure)));
    }

    private static Ratio ratio(Forks seen, Rivals ours, Rivals theirs, int concurrency, String measure) {
        return Ratio.of(
                seen.of(Forks.load(ours, concurrency), measure), seen.of(Forks.load(theirs, concurrency), measure));
    }

    private static String perSecond(Forks seen, Rivals rival, int concurrency) {
        return String.format(Locale.ROOT, "%,.0f /s", seen.mean(Forks.load(rival, concurrency), Forks.SCORE));
    }

    private static String micros(Forks seen, Rivals rival, int concurrency, String measure) {
        return String.format(Locale.ROOT, "%,.0f µs", seen.mean(Forks.load(rival, concurrency), measure));
    }

    private String bytes(Rivals rival) {
        return String.format(Locale.ROOT, "%,.0f B", forks.mean(Forks.load(rival, 64), Forks.BYTES));
    }

    /** All rivals side by side. */
    List<String> everything() {
        List<String> lines = new ArrayList<>();
        lines.add("| rival | at a time | activations /s | p50 | p99 | processor time each | of it the server's |");
        lines.add("| --- | --- | --- | --- | --- | --- | --- |");
        for (int concurrency : Suite.CONCURRENCIES) {
            for (Rivals rival : Rivals.UNDER_LOAD) {
                String load = Forks.load(rival, concurrency);
                double client = forks.mean(load, CPU);
                double server = forks.mean(load, "serverMicros");
                lines.add(String.format(
                        Locale.ROOT,
                        "| %s | %d | %,.0f | %s | %s | %.0f µs | %.0f µs, %.0f %% of one core |",
                        rival.title(),
                        concurrency,
                        forks.mean(load, Forks.SCORE),
                        micros(forks, rival, concurrency, "p50"),
                        micros(forks, rival, concurrency, "p99"),
                        client + server,
                        server,
                        100 * forks.mean(load, "serverShare")));
            }
        }
        return lines;
    }
}
