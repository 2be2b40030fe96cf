package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The start of a controller with the plugin beside the same without it. Part of {@link JenkinsBenchmark}. */
final class StartRows {
    private static final int ROUNDS = 20;
    private static final int FIRST_USES = 5;
    private static final int SERVERS = 100;
    private static final int BUILDS = 10_000;
    private static final String BUILD = "build.xml";

    private final RealJenkinsExtension with;
    private final RealJenkinsExtension without;

    StartRows(RealJenkinsExtension with, RealJenkinsExtension without) {
        this.with = with;
        this.without = without;
    }

    /** In processes of their own, in turns, after a first start of each. */
    void measure(JenkinsFigures figures) throws Throwable {
        fill(with, true);
        fill(without, false);
        double[][] seconds = new double[2][ROUNDS];
        double[][] heap = new double[2][ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            for (int i = 0; i < 2; i++) {
                // To and fro, so that neither is always the one that comes after.
                int which = round % 2 == 0 ? i : 1 - i;
                RealJenkinsExtension process = which == 0 ? with : without;
                long begin = System.nanoTime();
                process.startJenkins();
                double took = (System.nanoTime() - begin) / 1e9;
                double used = process.runRemotely(JenkinsFigures::usedHeap);
                process.stopJenkins();
                if (round >= 0) {
                    seconds[which][round] = took;
                    heap[which][round] = used / 1024 / 1024;
                }
            }
        }
        figures.ratio(
                String.format(
                        Locale.ROOT,
                        "Start of a controller with the plugin, %,d servers and %,d builds ÷ without the plugin and servers",
                        SERVERS,
                        BUILDS),
                1.03,
                text(seconds[0], heap[0]),
                text(seconds[1], heap[1]),
                StepsInARow.ratios(seconds[0], seconds[1]));
        FirstUseRow first = new FirstUseRow();
        for (int round = 0; round < FIRST_USES; round++) {
            with.startJenkins();
            first.measure(with);
            with.stopJenkins();
        }
        first.write(figures);
    }

    private static String text(double[] seconds, double... heap) {
        return String.format(
                Locale.ROOT, "%.1f s, heap %.1f MiB", JenkinsFigures.median(seconds), JenkinsFigures.median(heap));
    }

    /** Leaves a job with many builds, and servers where there is the plugin. */
    private static void fill(RealJenkinsExtension process, boolean servers) throws Throwable {
        process.startJenkins();
        process.runRemotely(StartRows::build);
        if (servers) {
            process.runRemotely(StartRows::servers);
        }
        process.stopJenkins();
        Path builds = process.getHome().toPath().resolve("jobs/many/builds");
        for (int number = 2; number <= BUILDS; number++) {
            Path copy = Files.createDirectories(builds.resolve(Integer.toString(number)));
            Files.copy(builds.resolve("1").resolve(BUILD), copy.resolve(BUILD));
        }
        Files.writeString(builds.resolveSibling("nextBuildNumber"), Integer.toString(BUILDS + 1));
    }

    private static void build(JenkinsRule jenkins) throws Throwable {
        jenkins.buildAndAssertSuccess(jenkins.createProject(FreeStyleProject.class, "many"));
    }

    private static void servers(JenkinsRule jenkins) throws Throwable {
        MySafeServer[] all = new MySafeServer[SERVERS];
        Arrays.setAll(all, i -> Controller.server("server-" + i, "https://s" + i + ".example.com/"));
        Controller.servers(all);
    }
}
