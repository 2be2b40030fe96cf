package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The first activation of a started controller beside the second. Part of {@link JenkinsBenchmark}. */
final class FirstUseRow {
    /** A server is saved, and builds ask a while later. */
    private static final long MILLIS_UNTIL_USE = 20_000;

    /** How the row begins. */
    static final String FIRST = "First activation in a started controller";

    private final List<Double> ratios = new ArrayList<>();
    private final List<double[]> rounds = new ArrayList<>();

    /** One round, in a process that has just started. */
    void measure(RealJenkinsExtension process) throws Throwable {
        double[] millis = process.runRemotely(FirstUseRow::twoSteps);
        rounds.add(millis);
        ratios.add(millis[0] / millis[1]);
    }

    void write(JenkinsFigures figures) {
        figures.ratio(FIRST + ", 20 s after a server was saved ÷ the second", 2, median(0), median(1), ratios);
    }

    private String median(int step) {
        double median = JenkinsFigures.median(
                rounds.stream().mapToDouble(millis -> millis[step]).toArray());
        return String.format(Locale.ROOT, "%.1f ms", median);
    }

    private static double[] twoSteps(JenkinsRule jenkins) throws Exception {
        try (SimulatedServer simulated = SimulatedServer.http()) {
            Controller.configure(simulated);
            // What Pipeline itself loads is not ours to prepare.
            timed(jenkins, "sleep 1");
            Thread.sleep(MILLIS_UNTIL_USE);
            return timed(jenkins, "mysafeEnablePassword id: 10");
        }
    }

    private static double[] timed(JenkinsRule jenkins, String step) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                def times = []
                for (int i = 0; i < 2; i++) { long begin = System.nanoTime(); %s; times << System.nanoTime() - begin }
                echo "times=${times.join(',')}"
                """.formatted(step), false));
        String log = JenkinsRule.getLog(jenkins.buildAndAssertSuccess(job));
        String times = log.substring(log.indexOf("times=") + "times=".length());
        return Arrays.stream(times.substring(0, times.indexOf('\n')).trim().split(","))
                .mapToDouble(nanos -> Double.parseDouble(nanos) / 1e6)
                .toArray();
    }
}
