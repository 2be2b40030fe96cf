package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;

/** The requests to the API that a call has sent, and whether one of them may yet be carried out. Used by the call's events. */
final class SentRequests {
    private HttpAttempt current;
    /** Whether an earlier one was sent, and so may have been carried out. */
    private boolean before;
    /** Whether one of them has no response of the server's own, and so may yet be carried out. */
    private boolean inDoubt;

    void begin(HttpAttempt attempt) {
        current = attempt;
    }

    void ended(HttpAttempt.End end, Verdict verdict) {
        before |= end.sent();
        inDoubt |= end.lost() || (end.sent() && (end.response() == null || isGatewaysAlone(verdict.outcome())));
    }

    /** Whether a gateway responded that had no response from the server. */
    private static boolean isGatewaysAlone(Outcome outcome) {
        return outcome == Outcome.UPSTREAM_INVALID_RESPONSE || outcome == Outcome.UPSTREAM_TIMEOUT;
    }

    /**
     * Nobody waits for the response of the present one any more.
     *
     * @return whether it had been sent
     */
    boolean givenUp() {
        inDoubt |= current.isSent();
        return current.isSent();
    }

    boolean isAny() {
        return before || (current != null && current.isSent());
    }

    boolean isInDoubt() {
        return inDoubt;
    }
}
