package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

/** Exponential back-off with full jitter: any time from 0 up to a bound that doubles with each attempt. */
public final class Backoff {
    static final Duration FIRST_BOUND = Duration.ofMillis(500);
    static final Duration HIGHEST_BOUND = Duration.ofSeconds(10);

    private final LongUnaryOperator random;

    /** @param random gives a number from 0 up to its argument, exclusive */
    public Backoff(LongUnaryOperator random) {
        this.random = random;
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param failed how many attempts have failed, from 1 on
     */
    Duration after(int failed) {
        return Duration.ofMillis(random.applyAsLong(bound(failed).toMillis() + 1));
    }

    static Duration bound(int failed) {
        // From the fifth on the cap holds; a larger shift would overflow.
        Duration bound = FIRST_BOUND.multipliedBy(1L << Math.min(failed - 1, 10));
        return bound.compareTo(HIGHEST_BOUND) > 0 ? HIGHEST_BOUND : bound;
    }
}
