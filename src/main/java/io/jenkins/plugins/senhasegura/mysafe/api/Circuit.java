package io.jenkins.plugins.senhasegura.mysafe.api;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Refuses calls to a server for a while after several in a row that no server answered, then lets one through at a time
 * to see whether it is back. So a thousand builds do not each wait out their retries.
 *
 * <p>What happens before anything of a caller was sent counts whoever it was. What happens after that may be the doing of
 * the caller's own credential, so it counts only where it has happened to two of them, and a credential whose probe has
 * failed so leaves the next probe to others.
 *
 * <p>Thread-safe: one lock for all of it, and nothing of others is called under it.
 */
final class Circuit {
    /** So many calls in a row without a response open it. */
    static final int FAILURES_TO_OPEN = 5;

    /** How long it stays open. */
    static final Duration OPEN = Duration.ofSeconds(30);

    private static final int CREDENTIALS_TO_COUNT = 2;

    /** What lets calls through. */
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** What a call is told when it asks to pass. */
    enum Permission {
        PASS,
        PROBE,
        REFUSED
    }

    private State state = State.CLOSED;
    /** In a row, before anything of a caller was sent. */
    private int unconnected;
    /** In a row, after that, and whose they were. */
    private int hungUp;

    private final Set<String> suspects = new HashSet<>(4);
    private boolean probing;
    private long waitUntil;

    /** @param credential a digest of whose call it is */
    synchronized Permission tryAcquire(String credential, long now) {
        if (state == State.OPEN && now - waitUntil >= 0) {
            state = State.HALF_OPEN;
        }
        if (state == State.CLOSED) {
            return Permission.PASS;
        }
        if (state == State.OPEN || probing || (suspects.contains(credential) && now - waitUntil < 0)) {
            return Permission.REFUSED;
        }
        probing = true;
        return Permission.PROBE;
    }

    /** A call ended with a response, whatever it said. */
    synchronized void recordSuccess() {
        state = State.CLOSED;
        probing = false;
        forget();
    }

    /**
     * A call ended without a response.
     *
     * @param suspect a digest of the credential that had been sent, or null where nothing of the caller had been
     * @return whether this opened the circuit
     */
    synchronized boolean recordFailure(Permission permission, String suspect, long now) {
        boolean probe = permission == Permission.PROBE;
        if (probe) {
            probing = false;
        } else if (state != State.CLOSED) {
            // Was under way when it opened.
            return false;
        }
        if (suspect == null) {
            unconnected++;
        } else {
            hungUp++;
            if (suspects.size() < CREDENTIALS_TO_COUNT) {
                suspects.add(suspect);
            }
        }
        boolean isServers = suspects.size() >= CREDENTIALS_TO_COUNT;
        boolean opens =
                probe ? suspect == null || isServers : unconnected + (isServers ? hungUp : 0) >= FAILURES_TO_OPEN;
        if (opens) {
            state = State.OPEN;
            forget();
        }
        if (opens || probe) {
            waitUntil = now + OPEN.toNanos();
        }
        return opens;
    }

    private void forget() {
        unconnected = 0;
        hungUp = 0;
        suspects.clear();
    }

    /** A call ended without saying anything about the server: aborted. */
    synchronized void release(Permission permission) {
        if (permission == Permission.PROBE) {
            probing = false;
        }
    }

    /** Whether it is as a new one is. */
    synchronized boolean isPristine() {
        return state == State.CLOSED && unconnected + hungUp == 0;
    }
}
