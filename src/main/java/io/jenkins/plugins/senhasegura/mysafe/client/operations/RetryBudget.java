package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.response.RetryAfter;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import java.time.Duration;
import java.time.Instant;

/**
 * How often and how long one call may try: attempts made, time left, and what follows a failed attempt. The time in line
 * does not count. Knows no clock but what it is told.
 */
final class RetryBudget {
    /** What follows a failed attempt. */
    enum Then {
        /** The next attempt, after the wait. */
        RETRY,
        /** The end: trying again would not help, or there are no more attempts. */
        END,
        /** The end: the back-off is longer than the time that is left. */
        NO_TIME,
        /** The end: the server asks for a longer wait than the time that is left. */
        ASKS_TOO_MUCH
    }

    /** @param delay what the next attempt has, or would have had, to wait for */
    record Decision(Then then, Duration delay) {
        private static final Decision END = new Decision(Then.END, Duration.ZERO);
    }

    private final int mostAttempts;
    private final Backoff backoff;
    private int attempts;
    private long left;
    private boolean running;
    private long since;

    RetryBudget(Limits limits, Backoff backoff) {
        this.mostAttempts = limits.attempts();
        this.left = limits.totalTimeout().toNanos();
        this.backoff = backoff;
    }

    int attempts() {
        return attempts;
    }

    int mostAttempts() {
        return mostAttempts;
    }

    /** An attempt has come to an end. */
    void countAttempt() {
        attempts++;
    }

    /** The time counts from now on, if it did not yet. */
    void start(long now) {
        if (!running) {
            running = true;
            since = now;
        }
    }

    /** The time does not count from now on. */
    void stop(long now) {
        left = left(now);
        running = false;
    }

    /** Nanoseconds; zero or less when all are used up. */
    long left(long now) {
        return running ? left - (now - since) : left;
    }

    boolean isUsedUp(long now) {
        return running && left(now) <= 0;
    }

    /**
     * What follows an attempt that has been counted.
     *
     * @param time of day, for a date in Retry-After
     */
    Decision afterFailure(Verdict verdict, Instant time, long now) {
        if (!verdict.outcome().isRetried() || attempts >= mostAttempts) {
            return Decision.END;
        }
        Duration asked = asked(verdict, time);
        Duration wait = asked.isZero() ? backoff.after(attempts) : asked;
        if (wait.toNanos() < left(now)) {
            return new Decision(Then.RETRY, wait);
        }
        return new Decision(asked.isZero() ? Then.NO_TIME : Then.ASKS_TOO_MUCH, wait);
    }

    private static Duration asked(Verdict verdict, Instant time) {
        boolean counts = verdict.outcome() == Outcome.RATE_LIMITED || verdict.outcome() == Outcome.UNAVAILABLE;
        Duration asked = counts ? RetryAfter.read(verdict.retryAfter(), time) : null;
        return asked == null ? Duration.ZERO : asked;
    }
}
