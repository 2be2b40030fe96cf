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
                perSecond(Rivals.STEP, 64),
                perSecond(Rivals.NAIVE, 64),
                ratio(Rivals.STEP, Rivals.NAIVE, 64, Forks.SCORE).toString()));
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
                    perSecond(Rivals.STEP, concurrency),
                    perSecond(Rivals.BARE, concurrency),
                    ratio(Rivals.STEP, Rivals.BARE, concurrency, Forks.SCORE).toString()));
        }
        return rows;
    }

    private void addLate() {
        String there = " at 64, responses after " + Suite.LATE_MILLIS + " ms, step ÷ ";
        Ratio bare = lateRatio(Rivals.BARE_THREADS, Forks.SCORE);
        rows.add(new Row(
                "Throughput" + there + "bare under a step's rules",
                "≥ 0.98",
                latePerSecond(Rivals.STEP),
                latePerSecond(Rivals.BARE_THREADS),
                bare.toString(),
                bare.isAtLeast(0.98)));
        Ratio naive = lateRatio(Rivals.NAIVE, Forks.SCORE);
        rows.add(new Row(
                "Throughput" + there + "naive",
                "≥ 1.0",
                latePerSecond(Rivals.STEP),
                latePerSecond(Rivals.NAIVE),
                naive.toString(),
                naive.isAtLeast(1)));
        Ratio cpu = lateRatio(Rivals.BARE, CPU);
        rows.add(new Row(
                "Processor time of one" + there + "bare",
                "≤ 1.5",
                lateCpu(Rivals.STEP),
                lateCpu(Rivals.BARE),
                cpu.toString(),
                cpu.isAtMost(1.5)));
    }

    private Ratio lateRatio(Rivals theirs, String measure) {
        return Ratio.of(late.of(Forks.load(Rivals.STEP, 64), measure), late.of(Forks.load(theirs, 64), measure));
    }

    private String latePerSecond(Rivals rival) {
        return String.format(Locale.ROOT, "%,.0f /s", late.mean(Forks.load(rival, 64), Forks.SCORE));
    }

    private String lateCpu(Rivals rival) {
        return String.format(Locale.ROOT, "%,.0f µs", late.mean(Forks.load(rival, 64), CPU));
    }

    private void add(Rivals ours, Rivals bare, String pair) {
        Ratio throughput = ratio(ours, bare, 64, Forks.SCORE);
        rows.add(Row.information(
                "Throughput at 64, " + pair, perSecond(ours, 64), perSecond(bare, 64), throughput.toString()));
        atMost(ours, bare, 1, "p50", 1.05, pair);
        atMost(ours, bare, 64, "p50", 1.05, pair);
        atMost(ours, bare, 512, "p99", 1.10, pair);
        Ratio bytes = ratio(ours, bare, 64, Forks.BYTES);
        rows.add(new Row(
                "Bytes allocated an activation, " + pair,
                "≤ 1.20",
                bytes(ours),
                bytes(bare),
                bytes.toString(),
                bytes.isAtMost(1.20)));
    }

    private void atMost(Rivals ours, Rivals bare, int concurrency, String measure, double figure, String pair) {
        Ratio ratio = ratio(ours, bare, concurrency, measure);
        rows.add(new Row(
                measure + " at " + concurrency + ", " + pair,
                String.format(Locale.ROOT, "≤ %.2f", figure),
                micros(ours, concurrency, measure),
                micros(bare, concurrency, measure),
                ratio.toString(),
                ratio.isAtMost(figure)));
    }

    private Ratio ratio(Rivals ours, Rivals theirs, int concurrency, String measure) {
        return Ratio.of(
                forks.of(Forks.load(ours, concurrency), measure), forks.of(Forks.load(theirs, concurrency), measure));
    }

    String perSecond(Rivals rival, int concurrency) {
        return String.format(Locale.ROOT, "%,.0f /s", forks.mean(Forks.load(rival, concurrency), Forks.SCORE));
    }

    String micros(Rivals rival, int concurrency, String measure) {
        return String.format(Locale.ROOT, "%,.0f µs", forks.mean(Forks.load(rival, concurrency), measure));
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
            for (Rivals rival : Rivals.values()) {
                String load = Forks.load(rival, concurrency);
                double client = forks.mean(load, CPU);
                double server = forks.mean(load, "serverMicros");
                lines.add(String.format(
                        Locale.ROOT,
                        "| %s | %d | %,.0f | %s | %s | %.0f µs | %.0f µs, %.0f %% of one core |",
                        rival.title(),
                        concurrency,
                        forks.mean(load, Forks.SCORE),
                        micros(rival, concurrency, "p50"),
                        micros(rival, concurrency, "p99"),
                        client + server,
                        server,
                        100 * forks.mean(load, "serverShare")));
            }
        }
        return lines;
    }
}
