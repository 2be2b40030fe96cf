package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
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

    private final int port;
    private final Pace pace;
    /** By benchmark and parameters, then by measure: one mean for each fork. */
    private final Map<String, Map<String, List<Double>>> means = new TreeMap<>();

    Forks(int port, Pace pace) {
        this.port = port;
        this.pace = pace;
    }

    static String load(Rivals rival, int concurrency) {
        return rival + "@" + concurrency;
    }

    /** One fork of one rival under one load. */
    void activate(Rivals rival, int concurrency) throws RunnerException {
        run(
                load(rival, concurrency),
                options(ActivationBenchmark.class, pace.loadWarmUps(), pace.loads(), pace.loadSeconds())
                        .param("rival", rival.name())
                        .param("concurrency", Integer.toString(concurrency)));
    }

    /** One fork that reads one body. */
    void read(ParserBenchmark.Body body) throws RunnerException {
        run(
                body.name(),
                options(ParserBenchmark.class, pace.parserRuns(), pace.parserRuns(), 0.3)
                        .param("body", body.name()));
    }

    private ChainedOptionsBuilder options(Class<?> benchmark, int warmUps, int runs, double seconds) {
        TimeValue time = TimeValue.milliseconds(Math.round(seconds * 1000));
        return new OptionsBuilder()
                .include(benchmark.getName() + "\\.")
                .forks(1)
                .warmupIterations(warmUps)
                .warmupTime(time)
                .measurementIterations(runs)
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms1g", "-Xmx1g", "-D" + ServerProcess.PORT + "=" + port)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private void run(String name, ChainedOptionsBuilder options) throws RunnerException {
        Map<String, List<Double>> seen = new HashMap<>();
        for (RunResult result : new Runner(options.build()).run()) {
            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                for (IterationResult iteration : fork.getIterationResults()) {
                    add(seen, SCORE, iteration.getPrimaryResult());
                    iteration.getSecondaryResults().forEach((measure, value) -> add(seen, measure, value));
                }
            }
        }
        Map<String, List<Double>> forks = means.computeIfAbsent(name, first -> new TreeMap<>());
        seen.forEach((measure, values) ->
                forks.computeIfAbsent(measure, first -> new ArrayList<>()).add(mean(values)));
        System.err.printf("  %s: %.1f%n", name, mean(seen.get(SCORE)));
    }

    private static void add(Map<String, List<Double>> seen, String measure, Result<?> value) {
        seen.computeIfAbsent(measure, first -> new ArrayList<>()).add(value.getScore());
    }

    /** What each fork saw, in the order of the rounds. */
    List<Double> of(String name, String measure) {
        return means.get(name).get(measure);
    }

    /** The mean of all forks. */
    double mean(String name, String measure) {
        return mean(of(name, measure));
    }

    static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
