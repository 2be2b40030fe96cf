package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;

/** The figures of {@link JenkinsBenchmark}, and their part of the benchmark's page. */
final class JenkinsFigures {
    /** Where {@code bin/benchmark} leaves off; what comes after it is this class's. */
    private static final String MARKER = "<!-- jenkins -->";

    /** Student's t for a 95 % interval of two rounds, of three, … */
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093
    };

    /** A wider interval says that the machine had something else to do, and its better bound says nothing. */
    private static final double WIDEST = 1.25;

    private static final Pattern BARE_CONNECTION =
            Pattern.compile("(?m)^\\| Heap for each of 1,000 on a connection[^|]*\\|[^|]*\\|[^|]*\\| ([0-9,]+) B \\|");

    private final List<String> rows = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** A 95 % interval of some rounds. */
    private record Interval(double low, double mean, double high) {
        static Interval of(double... rounds) {
            double mean = Arrays.stream(rounds).average().orElseThrow();
            double variance = Arrays.stream(rounds)
                            .map(round -> (round - mean) * (round - mean))
                            .sum()
                    / (rounds.length - 1);
            double half = T[rounds.length - 2] * Math.sqrt(variance / rounds.length);
            return new Interval(mean - half, mean, mean + half);
        }

        Interval exp() {
            return new Interval(Math.exp(low), Math.exp(mean), Math.exp(high));
        }

        /** By its better bound, where it is narrow enough to say something. */
        boolean isAtMost(double figure) {
            return mean <= figure || (low > 0 && high / low <= WIDEST && low <= figure);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", mean, low, high);
        }
    }

    /** A ratio of some rounds, whose 95 % interval's better bound counts. */
    void ratio(String what, double figure, String ours, String rival, List<Double> ratios) {
        Interval ratio =
                Interval.of(ratios.stream().mapToDouble(Math::log).toArray()).exp();
        String needed = String.format(Locale.ROOT, "≤ %.2f", figure);
        add(what, needed, ours, rival, ratio.toString(), ratio.isAtMost(figure));
    }

    /** A difference of some rounds, in milliseconds, whose 95 % interval's better bound counts. */
    void difference(String what, double figure, String ours, String rival, double... millis) {
        Interval difference = Interval.of(millis);
        String needed = "≤ " + BigDecimal.valueOf(figure).stripTrailingZeros().toPlainString() + " ms";
        add(what, needed, ours, rival, difference + " ms", difference.isAtMost(figure));
    }

    /** A difference of some rounds, in milliseconds, of which nothing is asked. */
    void difference(String what, String one, String other, double... millis) {
        row("| " + String.join(" | ", what, "", one, other, Interval.of(millis) + " ms", "") + " |");
    }

    void atMost(String what, double figure, double ours) {
        boolean whole = ours == Math.rint(ours);
        String number = String.format(Locale.ROOT, whole ? "%,.0f" : "%,.2f", ours);
        add(what, String.format(Locale.ROOT, "≤ %,.0f", figure), number, "", "", ours <= figure);
    }

    void tell(String what, String format, Object... values) {
        row("| " + what + " | | " + String.format(Locale.ROOT, format, values) + " | | | |");
    }

    private void add(String what, String needed, String ours, String rival, String ratio, boolean met) {
        row("| " + String.join(" | ", what, needed, ours, rival, ratio, met ? "yes" : "**NO**") + " |");
        if (!met) {
            missed.add(what);
        }
    }

    /** Used heap after garbage collection, in bytes, when what was on its way out is gone. */
    static double usedHeap() throws InterruptedException {
        double last = Double.MAX_VALUE;
        double used = collect();
        for (int i = 0; i < 30 && last - used > 128 * 1024; i++) {
            Thread.sleep(500);
            last = used;
            used = collect();
        }
        return used;
    }

    private static double collect() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        Runtime runtime = Runtime.getRuntime();
        return (double) runtime.totalMemory() - runtime.freeMemory();
    }

    /** The same in another process. */
    static Double usedHeap(JenkinsRule jenkins) throws InterruptedException {
        return usedHeap();
    }

    /** Said at once as well: what comes later may break. */
    private void row(String markdown) {
        System.out.println(markdown);
        rows.add(markdown);
    }

    List<String> missed() {
        return missed;
    }

    /** What {@code bin/benchmark} found for a connection of the bare client, in bytes. */
    static double bareConnection(Path page) throws IOException {
        Matcher row = BARE_CONNECTION.matcher(Files.readString(page));
        if (!row.find()) {
            throw new IllegalStateException("run bin/benchmark first: " + page + " has no row for the bare client");
        }
        return Double.parseDouble(row.group(1).replace(",", ""));
    }

    void write(Path page) throws IOException {
        String old = Files.readString(page);
        List<String> lines = new ArrayList<>(List.of(
                MARKER,
                "## In a real Jenkins",
                "",
                "Written by `bin/benchmark --jenkins` on " + LocalDate.now(ZoneOffset.UTC) + " with Jenkins "
                        + Jenkins.VERSION
                        + " in the virtual machine of its test harness, with 2 GiB of heap. Builds are PERFORMANCE_OPTIMIZED"
                        + " and take turns; the server is the same as above and answers after one second, or at once for"
                        + " the steps in a row. These have run some thousand times before. The no-op step and the one with the"
                        + " bare client take the same arguments and write a line; the latter sends the same request from a worker"
                        + " thread, its token known beforehand, and so says what the exchange and its hops between threads take."
                        + " Ours looks up settings and credentials and keeps a record besides. Whoever has written to the"
                        + " build's log keeps the writer's buffers of 24 KB: a branch that"
                        + " sleeps or waits in line has, one on a connection has not yet.",
                "",
                "| what | asked | ours | rival | ratio (95 % interval) | reached |",
                "| --- | --- | --- | --- | --- | --- |"));
        lines.addAll(rows);
        if (!missed().isEmpty()) {
            lines.addAll(List.of("", "## What is not reached in a Jenkins, and why"));
            JenkinsReasons.of(missed()).forEach(reason -> lines.addAll(List.of("", reason)));
        }
        Files.writeString(page, old.substring(0, old.indexOf(MARKER)) + String.join("\n", lines) + "\n");
    }
}
