package io.jenkins.plugins.senhasegura.mysafe.client.model;

import java.util.concurrent.CompletableFuture;

/** A request to enable a password, under way. */
public interface PendingOperation {
    /**
     * Completed on a thread that may block, after the last log line; cancelled after {@link #abort} or when Jenkins stops.
     * Any other failure should not be.
     */
    CompletableFuture<OperationEnd> result();

    /**
     * Ends it at once, wherever it is.
     *
     * @return completed already, but where its request was sent when that has been logged and recorded as ABORTED, or
     *     takes too long to be
     */
    CompletableFuture<Void> abort();

    /**
     * What came of it as far as it is known, before it is told: of one that was stopped, too. Null where it has not ended,
     * and where it was stopped before its request was sent.
     */
    OperationResult last();
}
