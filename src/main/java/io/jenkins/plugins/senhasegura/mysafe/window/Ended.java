package io.jenkins.plugins.senhasegura.mysafe.window;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;

/**
 * The end of a request to enable or to disable, its retries included.
 *
 * @param outcome what happened
 * @param inDoubt whether the server may have carried out, or may yet carry out, one that was sent and of which nothing
 *     is known: its response did not arrive whole, or a gateway responded that had none from the server
 */
public record Ended(Outcome outcome, boolean inDoubt) {
    /** The end of which nothing is known. */
    static final Ended UNKNOWN = new Ended(Outcome.ABORTED, true);

    /** Whether the password is known to be disabled. */
    boolean isDisabled() {
        return outcome == Outcome.DEACTIVATED || outcome == Outcome.ALREADY_INACTIVE;
    }
}
