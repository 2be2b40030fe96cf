package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks in virtual machines of their own and keeps what each of these saw. */
final class Forks {
    /** The name of what a benchmark measures itself. */
    static final String SCORE = "score";

    /** Bytes for one call, as JMH names them. */
    static final String BYTES = "gc.alloc.rate.norm";

    /** How much longer a warm-up may be while the compiler has more to do. */
    private static final double LONGER = 1.5;

    private final Probe probe;
    private final Pace pace;
    private final String path;
    /** By benchmark and parameters, then by measure: for each fork what it measured, turn by turn. */
    private final Map<String, Map<String, List<List<Double>>>> forks = new TreeMap<>();

    /** @param path of the base URL on the shared server: what its responses wait for */
    Forks(Probe probe, Pace pace, String path) {
        this.probe = probe;
        this.pace = pace;
        this.path = path;
    }

    static String load(Rivals rival, int concurrency) {
        return rival + "@" + concurrency;
    }

    /**
     * A virtual machine of each of these rivals. When all have warmed up under a load, they take turns: a machine that is
     * shared with others has fast and slow minutes, and whoever is compared has to have had the same.
     *
     * @param naive takes turns where a load says so, and stays open
     */
    void activate(List<Rivals> rivals, LoadRun.Fork naive, List<Pace.Load> loads) throws IOException {
        List<LoadRun.Fork> opened = new ArrayList<>();
        try {
            for (Rivals rival : rivals) {
                opened.add(new LoadRun.Fork(rival, path, probe));
            }
            for (Pace.Load load : loads) {
                List<LoadRun.Fork> measured = new ArrayList<>(opened);
                if (load.besideNaive()) {
                    measured.add(naive);
                }
                // All at the same time: the compiler of one has work to do while another is under its load.
                for (LoadRun.Fork fork : measured) {
                    fork.warmUp(load.concurrency(), load.warmUpSeconds(), LONGER * load.warmUpSeconds());
                }
                for (LoadRun.Fork fork : measured) {
                    fork.awaitWarmUp();
                }
                // Then each alone, since much is compiled anew under the full load, as a turn is.
                for (LoadRun.Fork fork : measured) {
                    fork.warmUp(load.concurrency(), 0, load.aloneSeconds());
                    fork.awaitWarmUp();
                }
                takeTurns(measured, load);
            }
        } finally {
            opened.forEach(LoadRun.Fork::close);
        }
    }

    private void takeTurns(List<LoadRun.Fork> measured, Pace.Load load) throws IOException {
        Map<String, Map<String, List<Double>>> seen = new TreeMap<>();
        for (int turn = 0; turn < load.turns(); turn++) {
            for (LoadRun.Fork fork : measured) {
                Map<String, Double> figures = fork.measure(load.turnSeconds());
                Map<String, List<Double>> ofFork =
                        seen.computeIfAbsent(load(fork.rival(), load.concurrency()), first -> new TreeMap<>());
                figures.forEach((measure, value) -> add(ofFork, measure, value));
            }
            // To and fro, so that nobody is always the first after a change.
            Collections.reverse(measured);
        }
        seen.forEach((name, measures) -> {
            measures.forEach((measure, values) -> keep(name, measure, values));
            System.err.printf("  %s: %.1f%n", name, mean(measures.get(SCORE)));
        });
    }

    /** One virtual machine that reads one body. */
    void read(ParserBenchmark.Body body) throws RunnerException {
        TimeValue time = TimeValue.milliseconds(300);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(ParserBenchmark.class.getName() + "\\.")
                .param("body", body.name())
                .forks(1)
                .warmupIterations(pace.parserRuns())
                .warmupTime(time)
                .measurementIterations(pace.parserRuns())
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms1g", "-Xmx1g")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        Map<String, List<Double>> seen = new HashMap<>();
        for (RunResult result : new Runner(options.build()).run()) {
            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                for (IterationResult iteration : fork.getIterationResults()) {
                    add(seen, SCORE, iteration.getPrimaryResult().getScore());
                    iteration.getSecondaryResults().forEach((measure, value) -> add(seen, measure, value.getScore()));
                }
            }
        }
        seen.forEach((measure, values) -> keep(body.name(), measure, values));
        System.err.printf("  %s: %.1f%n", body, mean(seen.get(SCORE)));
    }

    private void keep(String name, String measure, List<Double> values) {
        forks.computeIfAbsent(name, first -> new TreeMap<>())
                .computeIfAbsent(measure, first -> new ArrayList<>())
                .add(values);
    }

    private static void add(Map<String, List<Double>> seen, String measure, double value) {
        seen.computeIfAbsent(measure, first -> new ArrayList<>()).add(value);
    }

    /** What each fork saw turn by turn, in the order of the rounds. */
    List<List<Double>> of(String name, String measure) {
        return forks.get(name).get(measure);
    }

    /** The mean of all forks. */
    double mean(String name, String measure) {
        return mean(of(name, measure).stream().map(Forks::mean).toList());
    }

    static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
