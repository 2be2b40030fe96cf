package io.jenkins.plugins.senhasegura.mysafe.window;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The way to the servers for one window, for the keeper or for an administrator. Its methods return at once and do not
 * throw; whose credentials they take, and which log they write to, is theirs to know.
 */
public interface Gate {
    /** Asks to enable a lease's password. */
    Sending enable(Lease lease);

    /**
     * Asks to disable a lease's password.
     *
     * @param limit how long it may take in all
     */
    Sending disable(Lease lease, Duration limit);

    /**
     * A window has held a password for too long, and its hold ends now, or has ended before a restart.
     *
     * @param closed how it ended
     */
    default void expired(Lease lease, CompletionStage<Closed> closed) {}

    /** A request under way. */
    interface Sending {
        /** Completed once, whatever happens, soon after {@link #abort} too; failed only by an error of ours. */
        CompletionStage<Ended> ended();

        /** Gives it up, wherever it is; without effect on one that has ended. */
        void abort();
    }
}
