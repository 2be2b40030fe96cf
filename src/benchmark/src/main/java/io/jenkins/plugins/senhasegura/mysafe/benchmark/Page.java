package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.util.VersionInfo;

/** The page with all figures. */
final class Page {
    private static final String JENKINS = "<!-- jenkins -->";

    private final Forks forks;
    private final Forks late;
    private final List<Row> rows;
    private final long minutes;

    Page(Forks forks, Forks late, List<Row> rows, long minutes) {
        this.forks = forks;
        this.late = late;
        this.rows = rows;
        this.minutes = minutes;
    }

    /** Writes page and chart; what {@code --jenkins} has written at the end of the page stays. */
    void write(Path page) throws IOException {
        String old = Files.exists(page) ? Files.readString(page) : "";
        int jenkins = old.indexOf(JENKINS);
        List<String> lines = new ArrayList<>(introduction());
        lines.add("");
        lines.add("## Figures");
        lines.add("");
        lines.add("| what | asked | ours | rival | ratio (95 % interval) | reached |");
        lines.add("| --- | --- | --- | --- | --- | --- |");
        rows.forEach(row -> lines.add(row.markdown()));
        lines.add("");
        if (rows.stream().anyMatch(row -> Boolean.FALSE.equals(row.met()))) {
            lines.addAll(limits());
        }
        lines.add("![Activations a second, 64 at a time](benchmark.svg)");
        lines.add("");
        lines.add("## All rivals");
        lines.add("");
        lines.addAll(new LoadRows(forks, late).everything());
        lines.add("");
        lines.add("## On the caller's thread");
        lines.add("");
        lines.add(
                "How long `PasswordOperations.start` keeps the thread that calls it, which is what the step's `start()` does"
                        + " on the Pipeline engine's thread. The step's limit is 1 ms for p99.");
        lines.add("");
        lines.add("| at a time | p50 | p99 |");
        lines.add("| --- | --- | --- |");
        for (int concurrency : Suite.CONCURRENCIES) {
            String load = Forks.load(Rivals.STEP, concurrency);
            lines.add(String.format(
                    Locale.ROOT,
                    "| %d | %.1f µs | %.1f µs |",
                    concurrency,
                    forks.mean(load, "caller50"),
                    forks.mean(load, "caller99")));
        }
        lines.add("");
        lines.add("## Reading an answer");
        lines.add("");
        lines.add("| body | bytes long | time | bytes allocated |");
        lines.add("| --- | --- | --- | --- |");
        for (ParserBenchmark.Body body : ParserBenchmark.Body.values()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,.0f ns | %,.0f |",
                    body,
                    body.size(),
                    forks.mean(body.name(), Forks.SCORE),
                    forks.mean(body.name(), Forks.BYTES)));
        }
        lines.add("");
        String rest = jenkins < 0 ? notMeasured() : old.substring(jenkins);
        Files.createDirectories(page.toAbsolutePath().getParent());
        Files.writeString(page, String.join("\n", lines) + "\n" + rest);
        Files.writeString(page.resolveSibling("benchmark.svg"), Chart.of("Activations a second, 64 at a time", bars()));
    }

    /** The limit that stands in the way, with this run's own figures. */
    private List<String> limits() {
        return List.of(
                "## What is not reached, and why",
                "",
                "From 64 at a time on, the two cores are busy, the server's share included, so that whoever needs more"
                        + " processor time an activation makes fewer of them and lets all others wait for longer: "
                        + cpu(64) + "; " + cpu(512) + ". The bare client is told its token beforehand and looks at the"
                        + " status only. Ours has the line, the circuit breaker, deadlines, the token's look-up with a"
                        + " digest of the credentials, and the masking of secrets in what the server said; the step also"
                        + " looks up settings and writes a line.",
                "",
                "With 512 at a time an activation mostly waits for a core, so that p99 says how evenly the machine gave"
                        + " its time: it is "
                        + spread(Rivals.CLIENT) + " times p50 for the client beside " + spread(Rivals.BARE)
                        + " for the bare one, and " + spread(Rivals.STEP) + " for the step beside "
                        + spread(Rivals.BARE_THREADS) + ".",
                "",
                "Where responses take " + Suite.LATE_MILLIS
                        + " ms the cores are not busy, and each hop from one thread to another"
                        + " wakes one that sleeps. A step makes two, since whatever looks up a secret or writes to a build may"
                        + " block; they are most of what it takes more than the bare client.",
                "",
                "The first activation of a fresh virtual machine loads and checks classes, most of them HttpClient's, which"
                        + " either side needs, then ours; for each lambda and each record that is a key the machine makes classes of"
                        + " its own. A controller does all of that before a build waits for it.",
                "",
                "A row whose interval has bounds more than " + Ratio.WIDEST
                        + " times apart says more of what else the machine" + " did than of either side.",
                "");
    }

    private String cpu(int concurrency) {
        return String.format(
                Locale.ROOT,
                "at %d the client %.0f µs beside the bare client's %.0f, the step %.0f beside %.0f",
                concurrency,
                cpu(Rivals.CLIENT, concurrency),
                cpu(Rivals.BARE, concurrency),
                cpu(Rivals.STEP, concurrency),
                cpu(Rivals.BARE_THREADS, concurrency));
    }

    private double cpu(Rivals rival, int concurrency) {
        return forks.mean(Forks.load(rival, concurrency), "cpuMicros");
    }

    private String spread(Rivals rival) {
        String load = Forks.load(rival, 512);
        return String.format(Locale.ROOT, "%.1f", forks.mean(load, "p99") / forks.mean(load, "p50"));
    }

    private Map<String, Double> bars() {
        Map<String, Double> bars = new LinkedHashMap<>();
        for (Rivals rival : Rivals.UNDER_LOAD) {
            bars.put(rival.title(), forks.mean(Forks.load(rival, 64), Forks.SCORE));
        }
        return bars;
    }

    private static String notMeasured() {
        return JENKINS + "\n## In a real Jenkins\n\nNot measured. `bin/benchmark --jenkins` does it.\n";
    }

    private List<String> introduction() {
        Runtime runtime = Runtime.getRuntime();
        return List.of(
                "# How fast it is",
                "",
                "Written by `bin/benchmark` on " + LocalDate.now(ZoneOffset.UTC) + " in " + minutes
                        + " minutes; `bin/benchmark --check` fails when a figure is not reached.",
                "",
                "Everything is measured against a server on the same machine, in a process of its own. It answers at once, where"
                        + " no other time is said: so much is asked of nobody's senhasegura, and what it shows is what each side"
                        + " costs. What is asked of ours is asked where responses take " + Suite.LATE_MILLIS
                        + " ms. Absolute numbers are those of one small machine; what counts are the ratios, in which both sides had"
                        + " the same minutes on the same machine.",
                "",
                "- Machine: " + runtime.availableProcessors() + " cores, " + System.getProperty("os.arch") + ", "
                        + System.getProperty("os.name") + "; heap 1 GiB, "
                        + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                "- HttpClient "
                        + VersionInfo.loadVersionInfo("org.apache.hc.client5", null)
                                .getRelease() + ", HttpCore "
                        + VersionInfo.loadVersionInfo("org.apache.hc.core5", null)
                                .getRelease() + ", JMH 1.37",
                "- Ours and the bare client: "
                        + forks.of(Forks.load(Rivals.STEP, 64), Forks.SCORE).size()
                        + " virtual machines each, in turns of a second or less, and one of the naive client, which takes turns with"
                        + " them at 64 at a time. Each warms up under each load, beside the others and then alone, for longer while its"
                        + " compiler is busy, and stays open from turn to turn and load to load. A ratio is the geometric mean over the"
                        + " rounds, of which the middle half of the turns counts, with its 95 % confidence interval, and the interval's"
                        + " better bound counts, where its bounds are no more than " + Ratio.WIDEST + " times apart.",
                "",
                "The rivals:",
                "",
                "- **client** is ours below the step: line, circuit breaker, token, deadlines, request, reading of the answer;"
                        + " told on the I/O thread. Its rival is the **bare** asynchronous HttpClient 5 with the same number of"
                        + " connections, one I/O thread and the same configuration, its token known beforehand; it looks at the"
                        + " status and no further. Ours reads each"
                        + " response whole; what that costs is below.",
                "- **step** is what the step uses, with all that a step must do besides: settings and credentials are looked up"
                        + " on a worker thread, since credential providers may block; the line for the build log is written and"
                        + " the end is told on a worker thread, too, since writing to a build may block. Its rival is the bare client"
                        + " **under a step's rules**: started by one of two workers, told on a timer thread. What the two hops"
                        + " cost is to be seen between bare and bare under a step's rules.",
                "- **naive** is a thread, a client, a connection and a token for every call, as most plugins do it; **JDK** is"
                        + " the Java runtime's own client; **blocking** is a pooled HttpClient 5 with a thread for every call.",
                "",
                "One thread starts all activations, as the Pipeline engine does, and is told the ends through a queue. Latency"
                        + " is from the start to the moment that the end is told. With more than one at a time the thread looks for ends ten"
                        + " times a millisecond instead of being woken by each, which would cost either side a sixth of an"
                        + " activation's time.");
    }
}
