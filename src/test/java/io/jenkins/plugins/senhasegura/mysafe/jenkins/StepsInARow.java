package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jvnet.hudson.test.JenkinsRule;

/** Two hundred steps, one after another, each timed by the script that calls it; what is compared takes turns. */
final class StepsInARow {
    static final int STEPS = 200;

    private final JenkinsRule jenkins;
    private final FlowDurabilityHint durability;
    private final int warmUp;
    private final int rounds;

    /**
     * @param warmUp builds of each before the first that counts
     * @param rounds builds of each that count
     */
    StepsInARow(JenkinsRule jenkins, int warmUp, int rounds) {
        this(jenkins, FlowDurabilityHint.PERFORMANCE_OPTIMIZED, warmUp, rounds);
    }

    /** @param durability of the builds */
    StepsInARow(JenkinsRule jenkins, FlowDurabilityHint durability, int warmUp, int rounds) {
        this.jenkins = jenkins;
        this.durability = durability;
        this.warmUp = warmUp;
        this.rounds = rounds;
    }

    /** One build. */
    interface Measurement {
        /** In milliseconds. */
        double median() throws Exception;
    }

    /** Of each measurement in each round, in milliseconds. */
    double[][] medians(List<Measurement> measurements) throws Exception {
        double[][] medians = new double[measurements.size()][rounds];
        for (int round = -warmUp; round < rounds; round++) {
            for (int i = 0; i < medians.length; i++) {
                // To and fro, so that none is always the one that comes after another.
                int next = round % 2 == 0 ? i : medians.length - 1 - i;
                double median = measurements.get(next).median();
                if (round >= 0) {
                    medians[next][round] = median;
                }
            }
        }
        return medians;
    }

    /** The same of steps. */
    double[][] mediansOf(List<String> steps) throws Exception {
        return medians(
                steps.stream().map(step -> (Measurement) () -> median(step)).toList());
    }

    /** The median of one build, in milliseconds. */
    double median(String step) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.addProperty(new DurabilityHintJobProperty(durability));
        job.setDefinition(new CpsFlowDefinition("""
                def times = []
                for (int i = 0; i < %d; i++) { long begin = System.nanoTime(); %s; times << System.nanoTime() - begin }
                echo "times=${times.join(',')}"
                """.formatted(STEPS, step), false));
        String log = JenkinsRule.getLog(jenkins.buildAndAssertSuccess(job));
        String times = log.substring(log.indexOf("times=") + "times=".length());
        return JenkinsFigures.median(Arrays.stream(
                                times.substring(0, times.indexOf('\n')).trim().split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                / 1e6;
    }

    /** Round by round. */
    static List<Double> ratios(double[] step, double[] rival) {
        return IntStream.range(0, step.length)
                .mapToObj(round -> step[round] / rival[round])
                .toList();
    }

    /** Round by round. */
    static double[] above(double[] step, double[] rival) {
        return IntStream.range(0, step.length)
                .mapToDouble(round -> step[round] - rival[round])
                .toArray();
    }
}
