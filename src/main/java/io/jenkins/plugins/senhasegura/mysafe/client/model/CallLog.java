package io.jenkins.plugins.senhasegura.mysafe.client.model;

/** Where a call says, while it is under way, what its user should know. */
@FunctionalInterface
public interface CallLog {
    /**
     * One line, without line end. Called from a thread that may block, one line of a build after the other.
     *
     * @param line ready to be shown; no secret in it
     */
    void line(String line);

    /**
     * What came of it, for the record; after the last line and before the result is told, on the same thread. Told of one
     * that was stopped, too, where its request had been sent: {@link Outcome#ABORTED}, which no result ever holds.
     */
    default void ended(OperationEnd end) {}
}
