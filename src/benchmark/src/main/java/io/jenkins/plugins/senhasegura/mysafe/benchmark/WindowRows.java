package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows about access windows, as far as they need no Jenkins. */
final class WindowRows {
    private static final int OPEN = 10_000;
    private static final int AT_ONCE = 512;
    private static final int MOST_FORCED = 128;
    private static final double KIB = 1024;

    private final Probe probe;
    private final Pace pace;
    private final List<Row> rows = new ArrayList<>();

    WindowRows(Probe probe, Pace pace) {
        this.probe = probe;
        this.pace = pace;
    }

    List<Row> rows() throws IOException, InterruptedException {
        try (WorkFolder folder = new WorkFolder()) {
            open(probe.run(OpenWindows.class, Integer.toString(OPEN), folder.of("open")));
            bursts(probe.run(
                    WindowBursts.class,
                    Integer.toString(AT_ONCE),
                    Double.toString(pace.probeWarmUpSeconds()),
                    Integer.toString(pace.probeRounds()),
                    folder.of("bursts")));
        }
        return rows;
    }

    private void open(Map<String, String> seen) {
        double requests = Probe.number(seen, "requests");
        rows.add(Row.asked(
                "API requests an access window, of 10,000",
                "2.00",
                String.format(Locale.ROOT, "%.2f", requests),
                requests == 2));
        int tokens = (int) Probe.number(seen, "tokens");
        rows.add(Row.asked("Token requests for these windows", "1", Integer.toString(tokens), tokens == 1));
        int waiting = (int) Probe.number(seen, "waiting");
        rows.add(Row.asked(
                "Threads of ours that wait for 10,000 open windows", "0", Integer.toString(waiting), waiting == 0));
        double heap = Probe.number(seen, "bytes");
        rows.add(Row.asked(
                "Heap for each of 10,000 open windows",
                "≤ 4 KiB",
                String.format(Locale.ROOT, "%,.0f B", heap),
                heap <= 4 * KIB));
    }

    private void bursts(Map<String, String> seen) {
        Turns burst = Turns.of(seen, "burst");
        Ratio ratio = burst.ratio();
        rows.add(new Row(
                "512 windows with an empty body, a second's responses ÷ an enable step and a disable step each",
                "≤ 1.05",
                millis(burst.ourMedian()),
                millis(burst.rivalMedian()),
                ratio.toString(),
                ratio.isAtMost(1.05)));
        int forced = (int) Probe.number(seen, "forced");
        rows.add(Row.asked(
                "Forced writes of the lease file for 512 windows that are opened at once",
                "≤ " + MOST_FORCED,
                Integer.toString(forced),
                forced <= MOST_FORCED));
        Turns lone = Turns.of(seen, "lone");
        rows.add(Row.information(
                "A window alone, with an empty body, beside an enable step and a disable step",
                String.format(
                        Locale.ROOT,
                        "%.2f ms, of it %.1f forced writes of %.2f ms in all",
                        lone.ourMedian(),
                        Probe.number(seen, "loneForced"),
                        Probe.number(seen, "loneForcedMillis")),
                String.format(Locale.ROOT, "%.2f ms", lone.rivalMedian()),
                ""));
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%,.0f ms", millis);
    }
}
