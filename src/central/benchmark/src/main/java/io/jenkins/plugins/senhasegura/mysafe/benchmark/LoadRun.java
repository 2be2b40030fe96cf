package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
 * One rival in a virtual machine of its own, which is told by its standard input when it is its turn: {@code warm-up
 * SECONDS}, or {@code CONCURRENCY SECONDS} to be measured. It answers with lines {@code measure=mean} and an empty one.
 */
public final class LoadRun {
    /** The loads, and how much of the warm-up each has in percent. */
    private static final int[][] WARM_UP = {{64, 60}, {512, 25}, {1, 15}};

    private final Rivals rival;

    private LoadRun(Rivals rival) {
        this.rival = rival;
    }

    /** @param arguments the rival's name */
    public static void main(String[] arguments) throws Exception {
        LoadRun run = new LoadRun(Rivals.valueOf(arguments[0]));
        BufferedReader turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String turn = turns.readLine(); turn != null; turn = turns.readLine()) {
            String[] words = turn.split(" ");
            double seconds = Double.parseDouble(words[1]);
            if (words[0].equals("warm-up")) {
                run.warmUp(seconds);
            } else {
                means(run.measure(words[0], seconds))
                        .forEach((measure, mean) -> System.out.println(measure + "=" + mean));
            }
            System.out.println();
        }
        Runtime.getRuntime().halt(0);
    }

    private void warmUp(double seconds) throws Exception {
        for (int[] load : WARM_UP) {
            try (Rival opened = rival.open("/", load[0])) {
                Driver driver = new Driver(opened, load[0]);
                driver.begin();
                driver.run(seconds * load[1] / 100);
                driver.finish();
            }
        }
    }

    private Collection<RunResult> measure(String concurrency, double seconds) throws RunnerException {
        long millis = Math.round(seconds * 1000);
        return new Runner(new OptionsBuilder()
                        .include(ActivationBenchmark.class.getName() + "\\.")
                        .param("rival", rival.name())
                        .param("concurrency", concurrency)
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

    /** The same from the side that gives the turns. */
    static final class Fork implements AutoCloseable {
        private final Rivals rival;
        private final Process process;
        private final BufferedReader answers;

        Fork(Rivals rival, Probe probe) throws IOException {
            this.rival = rival;
            process = probe.start(LoadRun.class, rival.name());
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        }

        Rivals rival() {
            return rival;
        }

        void warmUp(double seconds) throws IOException {
            turn("warm-up " + seconds);
        }

        Map<String, Double> measure(int concurrency, double seconds) throws IOException {
            return turn(concurrency + " " + seconds);
        }

        private Map<String, Double> turn(String turn) throws IOException {
            process.getOutputStream().write((turn + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
            return Probe.figures(answers, rival + " " + turn).entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, figure -> Double.valueOf(figure.getValue())));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
