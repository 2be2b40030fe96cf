package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.util.List;

/**
 * How long is measured.
 *
 * @param rounds virtual machines of each of ours and of the bare client, which take turns
 * @param loads what they meet, one after another
 * @param otherLoads what each other rival meets, of which there is one virtual machine
 * @param lateLoads what ours, the bare and the naive client meet where responses take {@link Suite#LATE_MILLIS}
 * @param parserRuns iterations of the parser, as many again to warm up
 * @param firstRuns fresh virtual machines for the first activation
 * @param probeWarmUpSeconds how long a load outside of JMH warms up
 * @param probeSeconds how long it is measured
 * @param probeRounds of turns that two sides take outside of JMH
 * @param auditRecords how many an audit has that is long
 */
record Pace(
        int rounds,
        List<Load> loads,
        List<Load> otherLoads,
        List<Load> lateLoads,
        int parserRuns,
        int firstRuns,
        double probeWarmUpSeconds,
        double probeSeconds,
        int probeRounds,
        int auditRecords) {
    /**
     * One load.
     *
     * @param concurrency activations at a time
     * @param warmUpSeconds how long all are under it before the first turn; longer while the compiler is busy
     * @param aloneSeconds how long, after that, each may be under it alone until its compiler has no more to do
     * @param turns how often each is measured; 0 where this only warms up for the next load
     * @param turnSeconds the measured part of a turn; short where the machine's moods, and not the number of activations,
     *     make turns differ
     * @param besideNaive whether {@link Rivals#NAIVE} takes turns, too
     */
    record Load(
            int concurrency,
            double warmUpSeconds,
            double aloneSeconds,
            int turns,
            double turnSeconds,
            boolean besideNaive) {}

    /**
     * Figures to rely on, in less than 15 minutes on two cores. The warm-up is long since whoever has more code of its
     * own would be measured half compiled.
     */
    static final Pace FULL = new Pace(
            3,
            List.of(
                    new Load(64, 20, 0, 0, 0, false),
                    new Load(512, 8, 8, 0, 0, false),
                    new Load(64, 0, 5, 16, 0.3, true),
                    new Load(512, 0, 5, 13, 0.6, false),
                    new Load(1, 0, 5, 14, 0.25, false)),
            List.of(
                    new Load(512, 12, 3, 2, 0.6, true),
                    new Load(1, 0, 3, 2, 0.6, true),
                    new Load(64, 3, 3, 2, 0.6, false)),
            List.of(new Load(64, 8, 4, 10, 0.6, true)),
            2,
            3,
            5,
            3,
            4,
            1_000_000);

    /** Whether it runs at all. */
    static final Pace QUICK = new Pace(
            2,
            List.of(once(64, true), once(1, false), once(512, false)),
            List.of(once(64, false), once(1, true), once(512, true)),
            List.of(once(64, true)),
            1,
            1,
            1,
            0.3,
            2,
            100_000);

    private static Load once(int concurrency, boolean besideNaive) {
        return new Load(concurrency, 0.5, 0.5, 1, 0.3, besideNaive);
    }
}
