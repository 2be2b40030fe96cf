package io.jenkins.plugins.senhasegura.mysafe.client.operations;

/**
 * The states of one circuit breaker: closed, open for a while, then half-open, with one probe at a time.
 *
 * <p>Guarded by the lock of {@link CircuitBreaker}.
 */
final class BreakerState {
    private boolean open;
    private boolean probing;
    private long waitUntil;
    /** In a row, while it is closed. */
    private int failures;

    boolean isClosed() {
        return !open;
    }

    boolean refuses(long now) {
        return open && (probing || now - waitUntil < 0);
    }

    /** @return whether the call that passes is its probe, since it is half-open */
    boolean startProbe() {
        probing = open;
        return open;
    }

    void endProbe() {
        probing = false;
    }

    int countFailure() {
        return ++failures;
    }

    int failures() {
        return failures;
    }

    void open(long now) {
        open = true;
        failures = 0;
        waitUntil = now + CircuitBreaker.OPEN.toNanos();
    }

    void close() {
        open = false;
        probing = false;
        failures = 0;
    }
}
