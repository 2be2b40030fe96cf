package io.jenkins.plugins.senhasegura.mysafe.window;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Passwords that are enabled for one block. Its methods return at once.
 *
 * <p>Thread-safe.
 */
public final class Window {
    /**
     * How the opening ended.
     *
     * @param open whether the block may run: all passwords are active for it, or it runs already
     * @param passwords in the order in which they were asked for, without those whose hold was over before a restart
     * @param closed where the window is not open: what became of those that were enabled
     */
    public record Opening(boolean open, List<Opened> passwords, List<Closed> closed) {
        /** From when the window counts as open; null where it holds no password. */
        public Instant since() {
            return passwords.stream()
                    .map(opened -> opened.lease().since())
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /** A password's hold and whose it is. */
    record Part(SharedPassword password, Hold hold) {}

    private final List<Part> parts;
    private final Changes changes;
    private final Scheduler scheduler;
    private final Duration closingLimit;
    private final boolean takenUp;
    private final CompletableFuture<Opening> opening = new CompletableFuture<>();
    private final CompletableFuture<List<Closed>> closing = new CompletableFuture<>();

    /** @param takenUp whether its block runs already, so that it goes on with what it has */
    Window(List<Part> parts, Changes changes, Scheduler scheduler, Duration closingLimit, boolean takenUp) {
        this.parts = parts;
        this.changes = changes;
        this.scheduler = scheduler;
        this.closingLimit = closingLimit;
        this.takenUp = takenUp;
        if (parts.isEmpty()) {
            // Jenkins stops, and nothing changes any more: all of none would count as open, and as closed.
            return;
        }
        all(parts.stream().filter(part -> !part.hold.expired).map(this::opening).toList())
                .whenComplete(this::opened);
        all(parts.stream().map(part -> part.hold.closed).toList())
                .whenComplete((closed, never) -> closing.complete(closed));
    }

    /** Of a window whose block runs already, a password whose lease cannot be written is lost alone. */
    private CompletableFuture<Opened> opening(Part part) {
        Opened lost = new Opened(part.hold.lease, false, 0, null);
        return takenUp ? part.hold.opened.exceptionally(unwritten -> lost) : part.hold.opened;
    }

    private void opened(List<Opened> opened, Throwable failure) {
        if (failure == null && (takenUp || opened.stream().allMatch(Opened::open))) {
            // From here on a hold may end of itself.
            changes.make(() -> parts.forEach(part -> part.hold.told = true));
            opening.complete(new Opening(true, opened, List.of()));
        } else {
            close().whenComplete((closed, never) -> {
                if (failure == null) {
                    opening.complete(new Opening(false, opened, closed));
                } else {
                    opening.completeExceptionally(failure);
                }
            });
        }
    }

    /**
     * Completed when all passwords are active, or when one could not be enabled and the others are disabled again or left
     * to the keeper, unless the block runs already, which keeps those that it has; failed where the leases could not be written; cancelled by {@link #abort}; never where Jenkins stops.
     */
    public CompletionStage<Opening> opening() {
        return opening;
    }

    /**
     * Ends the window's holds: the passwords that are nobody else's are disabled. Completed within the time for it; what
     * is not disabled by then is left to the keeper. Once or often, each hold ends once.
     */
    public CompletionStage<List<Closed>> close() {
        each(SharedPassword::close);
        if (!closing.isDone()) {
            Future<?> late = scheduler.schedule(closingLimit, () -> each(SharedPassword::abort));
            closing.whenComplete((closed, never) -> late.cancel(false));
        }
        return closing;
    }

    /** Whether the password of a hold that has ended is known to have been disabled since. */
    public boolean isSettled(Closed ended) {
        AtomicBoolean settled = new AtomicBoolean();
        changes.make(() -> settled.set(parts.stream()
                .anyMatch(part -> part.password.left().isSettled(ended.lease().id()))));
        return settled.get();
    }

    /** Ends it at once, wherever it is: what may be active is left to the keeper. */
    public void abort() {
        opening.cancel(false);
        each(SharedPassword::abort);
    }

    private void each(BiConsumer<SharedPassword, Hold> change) {
        changes.make(() -> parts.forEach(part -> change.accept(part.password, part.hold)));
    }

    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }
}
