package io.jenkins.plugins.senhasegura.mysafe.benchmark;

/**
 * How long is measured.
 *
 * @param rounds forks of each of ours and of the bare client, interleaved
 * @param otherRounds forks of each other rival
 * @param loadWarmUps iterations before measuring
 * @param loads iterations measured
 * @param loadSeconds the length of one iteration
 * @param parserRuns iterations of the parser, as many again to warm up
 * @param firstRuns fresh virtual machines for the first activation
 * @param probeSeconds how long a load runs outside of JMH
 */
record Pace(
        int rounds,
        int otherRounds,
        int loadWarmUps,
        int loads,
        double loadSeconds,
        int parserRuns,
        int firstRuns,
        double probeSeconds) {
    /**
     * Figures to rely on, in less than 15 minutes on two cores. The warm-up is long since the compiler has to share these
     * with the load: whoever has more code of its own would be measured half compiled.
     */
    static final Pace FULL = new Pace(4, 1, 6, 3, 1.2, 5, 5, 3);

    /** Whether it runs at all. */
    static final Pace QUICK = new Pace(2, 1, 1, 1, 0.3, 1, 1, 0.3);
}
