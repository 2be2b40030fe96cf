package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows about throughput, latency and allocation, from the forks that ran. */
final class LoadRows {
    private final Forks forks;
    private final List<Row> rows = new ArrayList<>();

    LoadRows(Forks forks) {
        this.forks = forks;
    }

    /** Ours below the step beside the bare client, and the whole of ours beside it under a step's rules. */
    List<Row> rows() {
        add(Rivals.CLIENT, Rivals.BARE, "client ÷ bare");
        add(Rivals.STEP, Rivals.BARE_THREADS, "step ÷ bare under a step's rules");
        Ratio naive = ratio(Rivals.STEP, Rivals.NAIVE, 64, Forks.SCORE);
        rows.add(new Row(
                "Throughput at 64, step ÷ naive",
                "≥ 5",
                perSecond(Rivals.STEP, 64),
                perSecond(Rivals.NAIVE, 64),
                naive.toString(),
                naive.isAtLeast(5)));
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

    private void add(Rivals ours, Rivals bare, String pair) {
        Ratio throughput = ratio(ours, bare, 64, Forks.SCORE);
        rows.add(new Row(
                "Throughput at 64, " + pair,
                "≥ 0.95",
                perSecond(ours, 64),
                perSecond(bare, 64),
                throughput.toString(),
                throughput.isAtLeast(0.95)));
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
                double client = forks.mean(load, "cpuMicros");
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
