package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.window.Closed;
import io.jenkins.plugins.senhasegura.mysafe.window.Ended;
import io.jenkins.plugins.senhasegura.mysafe.window.Gate;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/**
 * Sends what a window of a build asks for, as that build, and remembers what came of it for the build's end.
 *
 * <p>Thread-safe: asked and told on threads of their own.
 */
final class WindowGate implements Gate {
    private final WindowOptions options;
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final Callable<Set<String>> masked;
    private final Map<String, OperationTask.Ended> results = new ConcurrentHashMap<>();
    private final Map<PendingOperation, CompletableFuture<Void>> reports = new ConcurrentHashMap<>();

    WindowGate(WindowOptions options, Run<?, ?> run, TaskListener listener, Callable<Set<String>> masked) {
        this.options = options;
        this.run = run;
        this.listener = listener;
        this.masked = masked;
    }

    /** What came of the last such request for a password, or null. */
    OperationTask.Ended result(Operation operation, long password) {
        return results.get(operation.name() + password);
    }

    /** Completed when requests that were given up have said so in the log, or take too long to. */
    CompletableFuture<Void> reported() {
        return CompletableFuture.allOf(reports.values().toArray(CompletableFuture[]::new));
    }

    @Override
    public Sending enable(Lease lease) {
        return new Asked(Operation.ENABLE, lease);
    }

    @Override
    public Sending disable(Lease lease, Duration limit) {
        return limited(new Asked(Operation.DISABLE, lease), limit);
    }

    /** The same request, given up when it takes too long. */
    static Sending limited(Sending asked, Duration limit) {
        Future<?> late = SharedOperations.scheduler().schedule(limit, asked::abort);
        asked.ended().whenComplete((ended, never) -> late.cancel(false));
        return asked;
    }

    @Override
    public void expired(Lease lease, CompletionStage<Closed> closed) {
        AccessWindows.tell(() -> listener.getLogger()
                .println(Messages.window_expired(Long.toString(lease.key().password()))));
    }

    /** A request under way. */
    private final class Asked implements Sending {
        private final CompletableFuture<Ended> ended = new CompletableFuture<>();
        private final PendingOperation pending;

        Asked(Operation operation, Lease lease) {
            long password = lease.key().password();
            String key = operation.name() + password;
            results.remove(key);
            CompletableFuture<Void> told = new CompletableFuture<>();
            pending = new WindowTask(options.single(operation, password), run, masked, lease)
                    .start(listener, (end, failure) -> {
                        if (end != null) {
                            results.put(key, end);
                        }
                        told.complete(null);
                    });
            told.thenRun(() -> ended.complete(endOf(pending)));
        }

        @Override
        public CompletionStage<Ended> ended() {
            return ended;
        }

        @Override
        public void abort() {
            CompletableFuture<Void> report = pending.abort();
            reports.put(pending, report);
            report.whenComplete((nothing, never) -> reports.remove(pending));
        }
    }

    /** What a window has to know of the end of a request. */
    static Ended endOf(PendingOperation pending) {
        OperationResult last = pending.last();
        if (last != null) {
            return new Ended(last.outcome(), last.details().inDoubt());
        }
        // Without any it was stopped before it was sent, or something broke.
        return new Ended(Outcome.ABORTED, !pending.result().isCancelled());
    }
}
