package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.concurrent.CompletableFuture;

/** A request to enable a password, under way. */
public interface Enabling {
    /** Completed on a timer thread, after the last log line; cancelled after {@link #abort} or when Jenkins stops. */
    CompletableFuture<Enabled> result();

    /** Ends it at once, wherever it is. */
    void abort();
}
