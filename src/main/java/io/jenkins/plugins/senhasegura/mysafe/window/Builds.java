package io.jenkins.plugins.senhasegura.mysafe.window;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What the keeper asks Jenkins. Its methods return at once, do not throw, and their ends always come. */
public interface Builds {
    /** Which of these leases' windows are nobody's any more, by {@link Holder#window}: their builds have ended. */
    CompletionStage<Set<String>> lost(List<Lease> leases);

    /** Whether anything speaks against disabling a lease's password as the lease says. */
    CompletionStage<Objection> objection(Lease lease);
}
