package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the step costs a real Jenkins. No test, so that it runs for {@code bin/benchmark --jenkins} only. */
@WithJenkins
@Timeout(JenkinsBenchmark.SECONDS)
class JenkinsBenchmark {
    /** On a slow machine, too; the harness ends a process after ten minutes if nobody says anything else. */
    static final int SECONDS = 2 * 3600;

    private static final int ROUNDS = 5;
    /** Of builds of which half a second of anything else is a large share. */
    private static final int SHORT_ROUNDS = 9;

    private static final int HEAP_ROUNDS = 3;

    private static final int DEFAULT_CONNECTIONS = 64;
    private static final String ASK = "mysafeEnablePassword id: 10, server: 'measured'";
    private static final String PEER = "httpRequest url: '%s', httpMode: 'POST', quiet: true";

    @RegisterExtension
    private final RealJenkinsExtension with =
            new RealJenkinsExtension().javaOptions("-Xmx512M").withTimeout(SECONDS);

    @RegisterExtension
    private final RealJenkinsExtension without = new RealJenkinsExtension()
            .javaOptions("-Xmx512M")
            .withTimeout(SECONDS)
            .omitPlugins("senhasegura-mysafe");

    private final JenkinsFigures figures = new JenkinsFigures();
    private final WindowRows windows = new WindowRows(figures);
    private JenkinsRule jenkins;
    private MeasuredServer server;

    @Test
    void isMeasured(JenkinsRule started) throws Throwable {
        jenkins = started;
        Controller.credentials(CredentialsScope.GLOBAL, Controller.CREDENTIALS_ID, Controller.SECRET);
        // Before thousands of branches have filled the controller: a step alone is what is asked about.
        beside(this::inARow);
        // The first makes the compiler's work for all of them.
        beside(() -> bound(512, 512, 12, SHORT_ROUNDS));
        beside(() -> bound(1000, 1000, 2, SHORT_ROUNDS));
        for (int branches : new int[] {512, 1000}) {
            beside(() -> bound(branches, DEFAULT_CONNECTIONS, 1, ROUNDS));
        }
        beside(() -> slowProvider(512));
        if (hasPeer()) {
            beside(() -> peer(512));
        }
        beside(this::heap);
        new PageRows(jenkins, figures).measure();
        new StartRows(with, without).measure(figures);
        new PastLeasesRow(with).measure(figures, ROUNDS);
        figures.write(Path.of(System.getProperty("mysafe.benchmark")));
        if (Boolean.getBoolean("mysafe.benchmark.check")) {
            assertThat(figures.missed()).isEmpty();
        }
    }

    /** What is measured beside a server. */
    private interface Measurement {
        void run() throws Exception;
    }

    /** Each has a server of its own, on which nobody has left connections that would be counted. */
    private void beside(Measurement measurement) throws Exception {
        try (MeasuredServer measured = new MeasuredServer()) {
            server = measured;
            measurement.run();
        }
    }

    private void server(String path, int connections) {
        MySafeServer settings = Controller.server("measured", server.url(path));
        settings.setConnections(String.valueOf(connections));
        settings.setResponseTimeout("600");
        settings.setTotalTimeout("3600");
        Controller.servers(settings);
    }

    /** Where the rivals of our step send their requests. */
    private String password(String path) {
        return server.url(path) + "api/mysafe/password/active/10";
    }

    /** A second's answer, or the line for it, beside a sleep of the same length; after rounds that do not count. */
    private void bound(int branches, int connections, int warmUp, int rounds) throws Exception {
        server("/after-1000/", connections);
        int seconds = (branches + connections - 1) / connections;
        String sleep = "sleep " + seconds;
        BuildWatch watch = new BuildWatch(jenkins, branches);
        List<Double> ratios = new ArrayList<>();
        List<BuildWatch.Seen> asked = new ArrayList<>();
        List<BuildWatch.Seen> slept = new ArrayList<>();
        for (int round = -warmUp; round < rounds; round++) {
            if (round == 0) {
                server.stats();
                asked.clear();
                slept.clear();
            }
            // To and fro, so that neither is always the one that comes after.
            for (String step : round % 2 == 0 ? List.of(sleep, ASK) : List.of(ASK, sleep)) {
                (step.equals(ASK) ? asked : slept).add(jenkinsSucceeded(watch.watch(step)));
            }
        }
        for (int round = 0; round < rounds; round++) {
            ratios.add(
                    seconds(asked.get(round).run()) / seconds(slept.get(round).run()));
        }
        String what = branches + " branches, "
                + (branches == connections ? "a connection each" : connections + " connections");
        figures.ratio(
                what + ": the build ÷ one of `" + sleep + "`",
                1.08,
                median(asked, seen -> seconds(seen.run()), "%.1f s"),
                median(slept, seen -> seconds(seen.run()), "%.1f s"),
                ratios);
        figures.atMost(
                what + ": threads of ours",
                4 + 16 + 16,
                asked.get(rounds - 1).ours().size());
        int awake = asked.stream().mapToInt(BuildWatch.Seen::threads).min().orElseThrow();
        int asleep = slept.stream().mapToInt(BuildWatch.Seen::threads).min().orElseThrow();
        figures.atMost(
                what + ": threads at their most above the sleeping build's " + asleep, 4 + 16 + 16, awake - asleep);
        figures.atMost(
                what + ": connections at one time", connections, server.stats().connections());
    }

    private static boolean hasPeer() {
        return Jenkins.get().getPlugin("http_request") != null;
    }

    /** The other step of the table: what it needs for the same second's answers. */
    private void peer(int branches) throws Exception {
        String ask = PEER.formatted(password("/after-1000/"));
        BuildWatch watch = new BuildWatch(jenkins, branches);
        watch.watch(ask);
        BuildWatch.Seen slept = watch.watch("sleep 1");
        server.stats();
        BuildWatch.Seen asked = jenkinsSucceeded(watch.watch(ask));
        figures.tell(
                branches
                        + " branches of the peer `httpRequest`: the build; one of `sleep 1`; threads above that; connections at one time",
                "%.1f s; %.1f s; %d; %d",
                seconds(asked.run()),
                seconds(slept.run()),
                asked.threads() - slept.threads(),
                server.stats().connections());
    }

    private BuildWatch.Seen jenkinsSucceeded(BuildWatch.Seen seen) throws Exception {
        jenkins.assertBuildStatus(Result.SUCCESS, seen.run());
        return seen;
    }

    private static double seconds(WorkflowRun run) {
        return run.getDuration() / 1000.0;
    }

    private static double median(List<BuildWatch.Seen> seen, ToDoubleFunction<BuildWatch.Seen> of) {
        return JenkinsFigures.median(seen.stream().mapToDouble(of).toArray());
    }

    private static String median(List<BuildWatch.Seen> seen, ToDoubleFunction<BuildWatch.Seen> of, String format) {
        return String.format(Locale.ROOT, format, median(seen, of));
    }

    /** What the steps take that have no others beside them. */
    private void inARow() throws Exception {
        server("/", DEFAULT_CONNECTIONS);
        NoOpStep.register();
        try (BareStep.Client bare = BareStep.register(password("/"), DEFAULT_CONNECTIONS)) {
            new StepRows(jenkins, figures, ASK, hasPeer() ? PEER.formatted(password("/")) : null).measure(windows);
        }
    }

    /** Credentials from a system that takes its time, as Vault does, beside others that are at hand. */
    private void slowProvider(int branches) throws Exception {
        server("/after-1000/", branches);
        List.of(new SlowCredentials("slow", 150), new SlowCredentials("quick", 0))
                .forEach(SystemCredentialsProvider.getInstance().getCredentials()::add);
        BuildWatch watch = new BuildWatch(jenkins, branches);
        double[][] seconds = new double[2][SHORT_ROUNDS];
        for (int round = -2; round < SHORT_ROUNDS; round++) {
            for (int i = 0; i < 2; i++) {
                int which = round % 2 == 0 ? i : 1 - i;
                String step = ASK + ", credentialsId: '" + (which == 0 ? "slow" : "quick") + "'";
                double took = seconds(jenkinsSucceeded(watch.watch(step)).run());
                if (round >= 0) {
                    seconds[which][round] = took;
                }
            }
        }
        figures.ratio(
                branches + " branches with a credentials provider that takes 150 ms ÷ one that takes none",
                1.10,
                String.format(Locale.ROOT, "%.1f s", JenkinsFigures.median(seconds[0])),
                String.format(Locale.ROOT, "%.1f s", JenkinsFigures.median(seconds[1])),
                StepsInARow.ratios(seconds[0], seconds[1]));
    }

    private void heap() throws Exception {
        int branches = 1000;
        BranchHeap heap = new BranchHeap(jenkins, server, branches);
        double[][] heaps = new double[3][HEAP_ROUNDS];
        // The first round loads classes and fills caches.
        for (int round = -1; round < HEAP_ROUNDS; round++) {
            server("/after-600000/", DEFAULT_CONNECTIONS);
            double asleep = heap.bytes("sleep 600", "sleep", 0);
            double inLine = heap.bytes(ASK, "mysafeEnablePassword", DEFAULT_CONNECTIONS);
            server("/after-600000/", branches);
            double connected = heap.bytes(ASK, "mysafeEnablePassword", branches);
            if (round >= 0) {
                heaps[0][round] = asleep;
                heaps[1][round] = inLine - asleep;
                heaps[2][round] = connected - asleep;
            }
        }
        double asleep = JenkinsFigures.median(heaps[0]);
        double inLine = JenkinsFigures.median(heaps[1]);
        double connected = JenkinsFigures.median(heaps[2]);
        figures.atMost("Heap of a branch waiting in line above one that sleeps, bytes", 4096, inLine);
        double bare = JenkinsFigures.bareConnection(Path.of(System.getProperty("mysafe.benchmark")));
        figures.atMost(
                String.format(
                        Locale.ROOT,
                        "Heap of a branch on a connection above one that sleeps and the bare client's connection of %,.0f,"
                                + " bytes",
                        bare),
                4096,
                connected - bare);
        figures.tell(
                "The same: asleep; in line; on a connection",
                "%,.0f B; %,.0f B; %,.0f B",
                asleep,
                asleep + inLine,
                asleep + connected);
        server("/", DEFAULT_CONNECTIONS);
        windows.heap(heap, branches, HEAP_ROUNDS);
    }
}
