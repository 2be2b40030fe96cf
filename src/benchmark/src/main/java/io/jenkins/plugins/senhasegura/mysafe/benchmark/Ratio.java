package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * One series over another with the 95 % confidence interval of its geometric mean over the rounds. A round counts by the
 * middle half of its turns: what disturbed the machine for a second disturbed one side and not the other.
 */
record Ratio(double mean, double low, double high) {
    /** Beyond this, the machine had something else to do, and the better bound says nothing. */
    static final double WIDEST = 1.25;

    /** Of rounds of turns, the same turns of the same rounds on both sides. */
    static Ratio of(List<List<Double>> ours, List<List<Double>> theirs) {
        DescriptiveStatistics logs = new DescriptiveStatistics();
        int rounds = ours.size();
        for (int i = 0; i < rounds; i++) {
            logs.addValue(middleOfLogs(ours.get(i), theirs.get(i)));
        }
        double half = rounds < 2
                ? 0
                : new TDistribution(rounds - 1.0).inverseCumulativeProbability(0.975)
                        * logs.getStandardDeviation()
                        / Math.sqrt(rounds);
        double mean = logs.getMean();
        return new Ratio(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
    }

    /** The mean of what is left without the lowest and the highest quarter. */
    private static double middleOfLogs(List<Double> ours, List<Double> theirs) {
        double[] logs = new double[ours.size()];
        for (int turn = 0; turn < logs.length; turn++) {
            logs[turn] = Math.log(ours.get(turn) / theirs.get(turn));
        }
        Arrays.sort(logs);
        int quarter = logs.length / 4;
        return StatUtils.mean(logs, quarter, logs.length - 2 * quarter);
    }

    /** Whether it reaches the figure, the better bound of an interval counting that is narrow enough to say something. */
    boolean isAtLeast(double figure) {
        return mean >= figure || (isPrecise() && high >= figure);
    }

    boolean isAtMost(double figure) {
        return mean <= figure || (isPrecise() && low <= figure);
    }

    private boolean isPrecise() {
        return high / low <= WIDEST;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", mean, low, high);
    }
}
