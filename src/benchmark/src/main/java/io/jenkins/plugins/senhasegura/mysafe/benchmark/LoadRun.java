package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One rival in a virtual machine of its own, which is told by its standard input what to do: {@code warm-up CONCURRENCY
 * SECONDS LATEST} puts it under this load for so long, and for up to the latest while its compiler is busy; {@code
 * measure SECONDS} is one turn. It answers with lines {@code measure=mean}, if any, and an empty one.
 *
 * <p>It stays open from load to load: a client that is closed and opened runs code that has not run for long, for which
 * the compiler throws away what it has made, and makes it anew during the next turns.
 */
public final class LoadRun {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** How long a turn of the warm-up is, and how many of the last ones must have given the compiler nothing to do. */
    private static final double BURST_SECONDS = 0.3;

    private static final int QUIET_BURSTS = 3;
    /** How often is looked whether the compiler is at work, and the share of a core that it then needs at least. */
    private static final long LOOK_MILLIS = 50;

    private static final double BUSY = 0.2;
    /** The share of a turn that is measured. */
    private static final double MEASURED = 2 / 3.0;

    private final Rival opened;
    private int concurrency;

    private LoadRun(Rivals rival, String path) {
        opened = rival.open(path, Suite.MOST_AT_A_TIME);
    }

    /** @param arguments the rival's name and the path of the base URL */
    public static void main(String[] arguments) throws Exception {
        // Several of these are there at a time, and only one of them is measured.
        System.setProperty("jmh.ignoreLock", "true");
        LoadRun run = new LoadRun(Rivals.valueOf(arguments[0]), arguments[1]);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            switch (words[0]) {
                case "warm-up" ->
                    run.warmUp(Integer.parseInt(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]));
                case "measure" ->
                    means(run.measure(Double.parseDouble(words[1])))
                            .forEach((measure, mean) -> System.out.println(measure + "=" + mean));
                default -> throw new IllegalArgumentException(order);
            }
            System.out.println();
        }
        Runtime.getRuntime().halt(0);
    }

    /**
     * Lets it take turns that do not count, since what else a warm-up ran would be compiled for that. After each, the
     * compiler has the core for itself: under the load it would get the little that this leaves it, and still be busy with
     * the hot methods when it counts.
     */
    private void warmUp(int load, double seconds, double latestSeconds) throws RunnerException, InterruptedException {
        concurrency = load;
        long end = System.nanoTime() + nanos(seconds);
        long latest = System.nanoTime() + nanos(latestSeconds);
        for (int quiet = 0; System.nanoTime() < (quiet < QUIET_BURSTS ? latest : end); quiet++) {
            measure(Math.min(latestSeconds, BURST_SECONDS) * MEASURED);
            while (isBusy() && System.nanoTime() < latest) {
                quiet = -1;
            }
        }
    }

    private static boolean isBusy() throws InterruptedException {
        long since = System.nanoTime();
        long before = SYSTEM.getProcessCpuTime();
        Thread.sleep(LOOK_MILLIS);
        return SYSTEM.getProcessCpuTime() - before > BUSY * (System.nanoTime() - since);
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }

    private Collection<RunResult> measure(double seconds) throws RunnerException {
        long millis = Math.round(seconds * 1000);
        ActivationBenchmark.measures(opened, concurrency);
        return new Runner(new OptionsBuilder()
                        .include(ActivationBenchmark.class.getName() + "\\.")
                        .forks(0)
                        .warmupIterations(1)
                        .warmupTime(TimeValue.milliseconds(millis / 2))
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(millis))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }

    private static Map<String, Double> means(Collection<RunResult> results) {
        return results.stream()
                .flatMap(result -> result.getBenchmarkResults().stream())
                .flatMap(fork -> fork.getIterationResults().stream())
                .flatMap(LoadRun::measures)
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.averagingDouble(Map.Entry::getValue)));
    }

    private static Stream<Map.Entry<String, Double>> measures(IterationResult iteration) {
        Stream<Map.Entry<String, Double>> seen = iteration.getSecondaryResults().entrySet().stream()
                .map(measure -> Map.entry(measure.getKey(), measure.getValue().getScore()));
        return Stream.concat(
                seen,
                Stream.of(Map.entry(Forks.SCORE, iteration.getPrimaryResult().getScore())));
    }

    /** The same from the side that gives the orders. */
    static final class Fork implements AutoCloseable {
        private final Rivals rival;
        private final Process process;
        private final BufferedReader responses;

        /** @param path of the base URL on the shared server */
        Fork(Rivals rival, String path, Probe probe) throws IOException {
            this.rival = rival;
            process = probe.start(LoadRun.class, rival.name(), path);
            responses = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        }

        Rivals rival() {
            return rival;
        }

        /** Returns at once. */
        void warmUp(int concurrency, double seconds, double latestSeconds) throws IOException {
            order("warm-up " + concurrency + " " + seconds + " " + latestSeconds);
        }

        void awaitWarmUp() throws IOException {
            response();
        }

        Map<String, Double> measure(double seconds) throws IOException {
            order("measure " + seconds);
            return response();
        }

        private void order(String order) throws IOException {
            process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        }

        private Map<String, Double> response() throws IOException {
            return Probe.figures(responses, rival.name()).entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, figure -> Double.valueOf(figure.getValue())));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
