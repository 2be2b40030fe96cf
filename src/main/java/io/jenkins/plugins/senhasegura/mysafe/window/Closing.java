package io.jenkins.plugins.senhasegura.mysafe.window;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A request to disable one password, under way. Guarded by {@link Changes}, but for the future. */
final class Closing {
    final CompletableFuture<Ended> ended = new CompletableFuture<>();
    final Set<Hold> closers = new LinkedHashSet<>();
    final Instant since;
    private final Lease lease;
    private final Gate gate;
    private final UnderWay request;

    Closing(Lease lease, Gate gate, Surroundings around) {
        this.lease = lease;
        this.gate = gate;
        this.since = around.now();
        this.request = new UnderWay(around);
    }

    /** @param end a change */
    void send(Duration limit, Consumer<Ended> end) {
        request.send(() -> gate.disable(lease, limit), end);
    }

    /** One of those whom it was begun for does not wait for it any more; without any it is not gone on with. */
    void giveUp(Hold hold) {
        if (closers.remove(hold) && closers.isEmpty() && gate == hold.gate) {
            request.abort();
        }
    }
}
