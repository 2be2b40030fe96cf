package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Everything that {@code bin/benchmark} measures without a Jenkins. */
public final class Suite {
    static final int[] CONCURRENCIES = {1, 64, 512};
    static final int MOST_AT_A_TIME = 512;
    /** What an activation may take in a senhasegura that is near. */
    static final int LATE_MILLIS = 15;

    private static final String LATE_PATH = "/after-" + LATE_MILLIS + "/";

    private static final List<Rivals> MAIN = List.of(Rivals.BARE, Rivals.CLIENT, Rivals.BARE_THREADS, Rivals.STEP);
    private static final List<Rivals> LATE = List.of(Rivals.BARE, Rivals.BARE_THREADS, Rivals.STEP);
    private static final List<Rivals> OTHERS = List.of(Rivals.JDK, Rivals.BLOCKING);

    private Suite() {}

    /** @param arguments {@code --check}, {@code --quick}, and the page to write */
    public static void main(String[] arguments) throws Exception {
        List<String> options = List.of(arguments);
        Pace pace = options.contains("--quick") ? Pace.QUICK : Pace.FULL;
        Path page = Path.of(options.get(options.size() - 1));
        long begin = System.nanoTime();
        List<Row> rows = new ArrayList<>();
        Forks forks;
        Forks late;
        try (ServerProcess server = new ServerProcess()) {
            System.setProperty(ServerProcess.PORT, Integer.toString(server.port()));
            Probe probe = new Probe(server.port());
            forks = new Forks(probe, pace, "/");
            load(forks, probe, pace);
            late = new Forks(probe, pace, LATE_PATH);
            loadLate(late, probe, pace);
            parse(forks);
            rows.addAll(new LoadRows(forks, late).rows());
            rows.addAll(new ProbeRows(probe, pace).rows());
            rows.addAll(new WindowRows(probe, pace).rows());
            rows.addAll(new RuleAndAuditRows(probe, pace).rows());
        }
        rows.forEach(row -> System.out.println(row.markdown()));
        new Page(forks, late, rows, (System.nanoTime() - begin) / 60_000_000_000L + 1).write(page);
        boolean met = rows.stream().noneMatch(row -> Boolean.FALSE.equals(row.met()));
        System.out.println(met ? "All figures are reached." : "NOT all figures are reached.");
        System.exit(met || !options.contains("--check") ? 0 : 1);
    }

    private static void load(Forks forks, Probe probe, Pace pace) throws IOException {
        try (LoadRun.Fork naive = new LoadRun.Fork(Rivals.NAIVE, "/", probe)) {
            forks.activate(OTHERS, naive, pace.otherLoads());
            for (int round = 0; round < pace.rounds(); round++) {
                System.err.println("Round " + (round + 1) + " of " + pace.rounds());
                forks.activate(MAIN, naive, pace.loads());
            }
        }
    }

    private static void loadLate(Forks late, Probe probe, Pace pace) throws IOException {
        System.err.println("Responses after " + LATE_MILLIS + " ms");
        for (int round = 0; round < pace.rounds(); round++) {
            try (LoadRun.Fork naive = new LoadRun.Fork(Rivals.NAIVE, LATE_PATH, probe)) {
                late.activate(LATE, naive, pace.lateLoads());
            }
        }
    }

    private static void parse(Forks forks) throws RunnerException {
        System.err.println("Reading answers");
        for (ParserBenchmark.Body body : ParserBenchmark.Body.values()) {
            forks.read(body);
        }
    }
}
