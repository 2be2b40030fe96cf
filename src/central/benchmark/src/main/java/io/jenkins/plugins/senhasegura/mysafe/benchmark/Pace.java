package io.jenkins.plugins.senhasegura.mysafe.benchmark;

/**
 * How long is measured.
 *
 * @param rounds virtual machines of each of ours and of the bare client, which take turns
 * @param warmUpSeconds how long these warm up
 * @param otherWarmUpSeconds how long each other rival warms up, of which there is one virtual machine
 * @param turns how often each is measured under each load
 * @param loadSeconds the length of one measurement
 * @param parserRuns iterations of the parser, as many again to warm up
 * @param firstRuns fresh virtual machines for the first activation
 * @param probeWarmUpSeconds how long a load outside of JMH warms up
 * @param probeSeconds how long it is measured
 */
record Pace(
        int rounds,
        double warmUpSeconds,
        double otherWarmUpSeconds,
        int turns,
        double loadSeconds,
        int parserRuns,
        int firstRuns,
        double probeWarmUpSeconds,
        double probeSeconds) {
    /**
     * Figures to rely on, in less than 15 minutes on two cores. The warm-up is long since the compiler has to share these
     * with the load: whoever has more code of its own would be measured half compiled.
     */
    static final Pace FULL = new Pace(4, 20, 8, 7, 0.6, 4, 5, 12, 3);

    /** Whether it runs at all. */
    static final Pace QUICK = new Pace(2, 1, 1, 1, 0.3, 1, 1, 1, 0.3);
}
