package io.jenkins.plugins.senhasegura.mysafe.benchmark;

/** Counts durations in classes a hundredth wide, without allocating; for one thread. */
final class Latencies {
    private static final double PER_E_FOLD = 100;
    private static final int CLASSES = 2500;

    private final long[] counts = new long[CLASSES];
    private long total;

    void record(long nanos) {
        counts[Math.min((int) (Math.log(Math.max(nanos, 1)) * PER_E_FOLD), CLASSES - 1)]++;
        total++;
    }

    /** In microseconds. */
    double percentile(double share) {
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int i = 0; i < CLASSES; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return Math.exp((i + 0.5) / PER_E_FOLD) / 1000;
            }
        }
        return 0;
    }

    void clear() {
        java.util.Arrays.fill(counts, 0);
        total = 0;
    }
}
