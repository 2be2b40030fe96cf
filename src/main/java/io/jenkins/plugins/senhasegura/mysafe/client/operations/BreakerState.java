package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerState;

/**
 * The states of one circuit breaker: closed, open for a while, then half-open, with one probe at a time, and one more of
 * those that end access windows.
 *
 * <p>Guarded by the lock of {@link CircuitBreaker}.
 */
final class BreakerState {
    private boolean open;
    private boolean probing;
    private boolean probingByClosing;
    private long waitUntil;
    /** In a row, while it is closed. */
    private int failures;

    boolean isClosed() {
        return !open;
    }

    ServerState.Circuit state(long now) {
        if (!open) {
            return ServerState.Circuit.CLOSED;
        }
        return now - waitUntil < 0 ? ServerState.Circuit.OPEN : ServerState.Circuit.HALF_OPEN;
    }

    boolean refuses(boolean isClosing, long now) {
        return open && ((isClosing ? probingByClosing : probing) || now - waitUntil < 0);
    }

    /** @return whether the call that passes is its probe, since it is half-open */
    boolean startProbe(boolean isClosing) {
        setProbing(isClosing, open);
        return open;
    }

    void endProbe(boolean isClosing) {
        setProbing(isClosing, false);
    }

    private void setProbing(boolean isClosing, boolean value) {
        if (isClosing) {
            probingByClosing = value;
        } else {
            probing = value;
        }
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
        probingByClosing = false;
        failures = 0;
    }
}
