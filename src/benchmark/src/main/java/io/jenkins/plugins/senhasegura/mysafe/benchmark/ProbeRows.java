package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** The rows that need a virtual machine of their own: what waits, what grows, what comes first. */
final class ProbeRows {
    private static final int WAITING = 10_000;
    private static final int MOST_CONNECTIONS = 1000;
    /** Events and HTTP, what may block, and names: the bounds of the pools. */
    private static final int MOST_THREADS = 4 + 16 + 16;

    private static final double KIB = 1024;
    private static final Pattern MOST_BYTES = Pattern.compile("<maxsize>([0-9]+)</maxsize>");

    private final Probe probe;
    private final Pace pace;
    private final List<Row> rows = new ArrayList<>();

    ProbeRows(Probe probe, Pace pace) {
        this.probe = probe;
        this.pace = pace;
    }

    List<Row> rows() throws IOException, InterruptedException {
        inFlight();
        scaling();
        first();
        size();
        return rows;
    }

    private void inFlight() throws IOException, InterruptedException {
        Map<String, String> line = inFlight(Rivals.STEP, 64, WAITING);
        double waiting = Probe.number(line, "bytes");
        rows.add(Row.asked("Heap for each of 10,000 waiting in line", "≤ 2 KiB", bytes(waiting), waiting <= 2 * KIB));
        int threads = (int) Probe.number(line, "threadCount");
        rows.add(Row.asked(
                "Threads above idle with 10,000 waiting, none of which waits for one of them",
                "≤ " + MOST_THREADS,
                threads + " " + line.get("threads"),
                threads <= MOST_THREADS));
        double ours = Probe.number(inFlight(Rivals.STEP, MOST_CONNECTIONS, MOST_CONNECTIONS), "bytes");
        double bare = Probe.number(inFlight(Rivals.BARE, MOST_CONNECTIONS, MOST_CONNECTIONS), "bytes");
        rows.add(new Row(
                "Heap for each of 1,000 on a connection, above the bare client's",
                "≤ 2 KiB more",
                bytes(ours),
                bytes(bare),
                "",
                ours - bare <= 2 * KIB));
    }

    private Map<String, String> inFlight(Rivals rival, int connections, int count)
            throws IOException, InterruptedException {
        return probe.run(InFlight.class, rival.name(), Integer.toString(connections), Integer.toString(count));
    }

    private void scaling() throws IOException, InterruptedException {
        Map<String, String> one = scaling(64, 1);
        Map<String, String> many = scaling(WAITING, 1);
        slope("at 64 at a time", "at 10,000 at a time, all but 64 in line", one, many);
        double requests = Probe.number(many, "requests") / Probe.number(many, "activations");
        rows.add(new Row(
                "API requests an activation, of " + many.get("activations"),
                "1.00",
                String.format(Locale.ROOT, "%.2f", requests),
                "",
                "",
                many.get("requests").equals(many.get("activations"))));
        int tokens = (int) Probe.number(many, "tokens");
        rows.add(Row.asked("Token requests for these", "1", Integer.toString(tokens), tokens == 1));
        slope("with one server", "with 10 servers", one, scaling(64, 10));
        slope("with one server", "with 1,000 servers", one, scaling(64, 1000));
    }

    private Map<String, String> scaling(int concurrency, int servers) throws IOException, InterruptedException {
        return probe.run(
                Scaling.class,
                Integer.toString(concurrency),
                Integer.toString(servers),
                Double.toString(pace.probeWarmUpSeconds()),
                Double.toString(pace.probeSeconds()));
    }

    private void slope(String from, String to, Map<String, String> before, Map<String, String> after) {
        double one = Probe.number(before, "cpuMicros");
        double many = Probe.number(after, "cpuMicros");
        rows.add(Row.information(
                "Processor time of an activation " + to + " ÷ " + from,
                String.format(Locale.ROOT, "%.0f µs", many),
                String.format(Locale.ROOT, "%.0f µs", one),
                String.format(Locale.ROOT, "%.2f", many / one)));
    }

    private void first() throws IOException, InterruptedException {
        List<Map<String, String>> ours = new ArrayList<>();
        List<Map<String, String>> bare = new ArrayList<>();
        for (int i = 0; i < pace.firstRuns(); i++) {
            ours.add(probe.run(FirstActivation.class, Rivals.STEP.name()));
            bare.add(probe.run(FirstActivation.class, Rivals.BARE_TOKEN.name()));
        }
        double ratio = median(ours, "firstMillis") / median(bare, "firstMillis");
        rows.add(new Row(
                "First activation of a fresh virtual machine, step ÷ " + Rivals.BARE_TOKEN.title(),
                "≤ 1.10",
                first(ours),
                first(bare),
                String.format(Locale.ROOT, "%.2f", ratio),
                ratio <= 1.10));
    }

    private static double median(List<Map<String, String>> seen, String figure) {
        return new DescriptiveStatistics(seen.stream()
                        .mapToDouble(run -> Probe.number(run, figure))
                        .toArray())
                .getPercentile(50);
    }

    private static String first(List<Map<String, String>> seen) {
        return String.format(
                Locale.ROOT,
                "%.0f ms, %s classes loaded; %.0f ms of it to build the client; the second takes %.1f ms",
                median(seen, "firstMillis"),
                seen.get(0).get("classes"),
                median(seen, "openMillis"),
                median(seen, "secondMillis"));
    }

    /** What the build allows says the build. */
    private void size() throws IOException {
        Path plugin = Path.of("target", "senhasegura-mysafe.hpi");
        Matcher most = MOST_BYTES.matcher(Files.readString(Path.of("pom.xml")));
        if (Files.exists(plugin) && most.find()) {
            double size = Files.size(plugin) / KIB;
            double allowed = Long.parseLong(most.group(1)) / KIB;
            rows.add(Row.asked(
                    "The plugin's file, nothing bundled",
                    String.format(Locale.ROOT, "≤ %.0f KiB", allowed),
                    String.format(Locale.ROOT, "%.0f KiB", size),
                    size <= allowed));
        }
    }

    private static String bytes(double bytes) {
        return String.format(Locale.ROOT, "%,.0f B", bytes);
    }
}
