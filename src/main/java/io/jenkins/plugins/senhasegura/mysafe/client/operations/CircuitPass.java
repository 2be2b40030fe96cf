package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;

/** One call's way through the circuit breaker, and what its end says of the server. Used by one thread at a time. */
final class CircuitPass {
    private final CircuitBreaker circuit;
    private final boolean enabled;
    private final String credential;
    private final boolean isClosing;
    private CircuitBreaker.Permission permission = CircuitBreaker.Permission.PASS;

    /**
     * @param enabled whether it may refuse, and counts what no server answers
     * @param credential a digest that tells the call's credential from others
     * @param isClosing whether it ends an access window
     */
    CircuitPass(CircuitBreaker circuit, boolean enabled, String credential, boolean isClosing) {
        this.circuit = circuit;
        this.enabled = enabled;
        this.credential = credential;
        this.isClosing = isClosing;
    }

    /** Asks for the way through, unless it is a probe already. */
    boolean isRefused(long now) {
        if (enabled && !permission.isRefused() && !permission.isProbe()) {
            permission = circuit.tryAcquire(credential, isClosing, now);
        }
        return permission.isRefused();
    }

    /**
     * An attempt has ended and the call may go on: a server that responded keeps nobody waiting for the call's end, which
     * may be minutes away where the server asks for a pause.
     */
    void attempted(Verdict verdict) {
        if (!permission.isRefused() && isResponse(verdict)) {
            circuit.recordSuccess(credential);
            permission = CircuitBreaker.Permission.PASS;
        }
    }

    /** Whether it says that the server is there. */
    private static boolean isResponse(Verdict verdict) {
        return !saysNothing(verdict) && verdict.outcome() != Outcome.UNREACHABLE;
    }

    private static boolean saysNothing(Verdict verdict) {
        return verdict.outcome() == Outcome.CONFIGURATION || verdict.outcome() == Outcome.NOT_PERMITTED;
    }

    /**
     * The call has ended.
     *
     * @param sent whether anything of the caller's had been sent
     * @return whether this opened the circuit
     */
    boolean record(Verdict verdict, boolean sent, long now) {
        if (permission.isRefused()) {
            return false;
        }
        if (saysNothing(verdict)) {
            release();
        } else if (isResponse(verdict)) {
            circuit.recordSuccess(credential);
        } else if (enabled) {
            // What a proxy says instead of the server is nothing of the caller's doing either.
            boolean own = sent && verdict.answeredBy() != AnsweredBy.PROXY;
            return circuit.recordFailure(permission, credential, own, now);
        }
        return false;
    }

    /** The call says nothing of the server. */
    void release() {
        circuit.release(permission, credential);
    }
}
