package io.jenkins.plugins.senhasegura.mysafe.api;

import java.time.Duration;

/**
 * Refuses calls to a server for a while after several in a row that no server answered, then lets one through at a time
 * to see whether it is back. So a thousand builds do not each wait out their retries.
 *
 * <p>Thread-safe: one lock for all of it, and nothing of others is called under it.
 */
final class Circuit {
    /** So many calls in a row without an answer open it. */
    static final int FAILURES_TO_OPEN = 5;

    /** How long it stays open. */
    static final Duration OPEN = Duration.ofSeconds(30);

    /** What a call is told when it asks to pass. */
    enum Admission {
        PASS,
        PROBE,
        REFUSED
    }

    private int failures;
    private boolean open;
    private boolean probing;
    private long openUntil;

    synchronized Admission enter(long now) {
        if (!open) {
            return Admission.PASS;
        }
        if (probing || now - openUntil < 0) {
            return Admission.REFUSED;
        }
        probing = true;
        return Admission.PROBE;
    }

    /** A call ended with an answer, whatever it said. */
    synchronized void answered() {
        failures = 0;
        open = false;
        probing = false;
    }

    /**
     * A call ended without an answer.
     *
     * @return whether this opened the circuit
     */
    synchronized boolean unanswered(Admission admission, long now) {
        failures++;
        boolean opens = admission == Admission.PROBE || (!open && failures >= FAILURES_TO_OPEN);
        if (admission == Admission.PROBE) {
            probing = false;
        }
        if (opens) {
            open = true;
            openUntil = now + OPEN.toNanos();
        }
        return opens;
    }

    /** A call ended without saying anything about the server: aborted. */
    synchronized void withdrawn(Admission admission) {
        if (admission == Admission.PROBE) {
            probing = false;
        }
    }
}
