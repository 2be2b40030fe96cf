package io.jenkins.plugins.senhasegura.mysafe.demo;

import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.window.Closed;
import io.jenkins.plugins.senhasegura.mysafe.window.Ended;
import io.jenkins.plugins.senhasegura.mysafe.window.Gate;
import io.jenkins.plugins.senhasegura.mysafe.window.Holder;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import io.jenkins.plugins.senhasegura.mysafe.window.LeaseFile;
import io.jenkins.plugins.senhasegura.mysafe.window.Opened;
import io.jenkins.plugins.senhasegura.mysafe.window.WhenFoundActive;
import io.jenkins.plugins.senhasegura.mysafe.window.Window;
import io.jenkins.plugins.senhasegura.mysafe.window.WindowLimits;
import io.jenkins.plugins.senhasegura.mysafe.window.WindowRequest;
import io.jenkins.plugins.senhasegura.mysafe.window.Windows;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * {@code --once --window}: one access window of all ids around nothing, through the windows of the plugin and its client.
 * There is no keeper: what is still active in the end is said, and nobody goes on with it.
 */
final class OnceWindow {
    private static final String INSTANCE = "bin/demo";
    private static final long WRITES_WITHIN_SECONDS = 10;

    private final PasswordOperations enabler;
    private final Scheduler scheduler;
    private final ErrorMapping mapping;
    private final ServerSettings server;
    private final ClientCredentials credentials;
    private final PrintStream log;
    private final Queue<OperationEnd> requests = new ConcurrentLinkedQueue<>();

    /** @param log what a build's log would say */
    OnceWindow(
            PasswordOperations enabler,
            Scheduler scheduler,
            ErrorMapping mapping,
            ServerSettings server,
            ClientCredentials credentials,
            PrintStream log) {
        this.enabler = enabler;
        this.scheduler = scheduler;
        this.mapping = mapping;
        this.server = server;
        this.credentials = credentials;
        this.log = log;
    }

    /**
     * What came of it.
     *
     * @param requests the ends of its requests in their order
     * @param result the worst of them; a failure where one that disables has none
     */
    record Ran(List<OperationEnd> requests, BuildResult result) {}

    /** Opens it, holds it for as long as nothing takes, and closes it. */
    Ran run(List<PasswordId> ids) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("mysafe-demo-leases");
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            LeaseFile leases = LeaseFile.open(folder.resolve("leases.jsonl"), scheduler, writer);
            Windows windows = new Windows(leases, scheduler, INSTANCE, (key, name) -> limits());
            try {
                return run(windows, request(ids));
            } finally {
                windows.stop();
            }
        } catch (CompletionException unwritable) {
            throw new IOException("the leases could not be written: " + unwritable.getCause(), unwritable);
        } finally {
            writer.shutdown();
            writer.awaitTermination(WRITES_WITHIN_SECONDS, TimeUnit.SECONDS);
            Folders.delete(folder);
        }
    }

    private Ran run(Windows windows, WindowRequest asked) {
        Window window = windows.open(asked, new ClientGate());
        Window.Opening opening = window.opening().toCompletableFuture().join();
        List<Closed> closed = opening.closed();
        if (opening.open()) {
            opening.passwords().forEach(this::say);
            log.println("The block of a build would run now; leases on the disk: "
                    + windows.held().size());
            closed = window.close().toCompletableFuture().join();
        }
        closed.forEach(this::say);
        int sent = requests.stream()
                .mapToInt(request -> request.operation().attempts())
                .sum();
        log.println((sent == 1 ? "1 request" : sent + " requests")
                + " beside that for the access token; leases left on the disk: "
                + windows.left().size());
        return new Ran(List.copyOf(requests), result(closed));
    }

    private BuildResult result(List<Closed> closed) {
        boolean givenUp =
                closed.stream().anyMatch(each -> each.how() == Closed.How.STILL_ACTIVE && !isDisabling(each.lease()));
        return givenUp
                ? BuildResult.FAILURE
                : requests.stream()
                        .map(OperationEnd::result)
                        .max(BuildResult::compareTo)
                        .orElse(BuildResult.FAILURE);
    }

    /** Whether a request to disable a password has had its end. */
    private boolean isDisabling(Lease lease) {
        String id = Long.toString(lease.key().password());
        return requests.stream()
                .map(OperationEnd::operation)
                .anyMatch(
                        end -> end.operation() == Operation.DISABLE && end.id().equals(id));
    }

    /** No grace period bounds a closing here, as it does in a Pipeline. */
    private WindowLimits limits() {
        Limits limits = server.limits();
        return new WindowLimits(limits.responseTimeout(), limits.totalTimeout(), Duration.ZERO);
    }

    private WindowRequest request(List<PasswordId> ids) {
        return new WindowRequest(
                new Holder("the only one", INSTANCE, INSTANCE, 1, 0, ""),
                server.url().toString(),
                server.tenant() == null ? "" : server.tenant(),
                ids.stream().map(PasswordId::value).toList(),
                server.name(),
                "",
                "",
                WhenFoundActive.KEEP);
    }

    private void say(Opened opened) {
        log.println("Window opened: password " + opened.lease().key().password()
                + (opened.foundActive() ? " was active before" : " is active"));
    }

    private void say(Closed closed) {
        log.println("Window closed: password " + closed.lease().key().password()
                + switch (closed.how()) {
                    case DISABLED -> " is disabled";
                    case LEFT_ACTIVE -> " stays active, as it was found";
                    case NEVER_ENABLED -> " was not enabled";
                    default -> " MAY STILL BE ACTIVE; a Jenkins would go on until it is disabled";
                });
    }

    /** Asks with the client, and keeps what came of it. */
    private final class ClientGate implements Gate {
        @Override
        public Sending enable(Lease lease) {
            // What passes is said of the closing alone: without the password the block must not run.
            return new Request(Operation.ENABLE, lease, mapping.withoutPassing());
        }

        @Override
        public Sending disable(Lease lease, Duration limit) {
            // The window gives it up when its time is over.
            return new Request(Operation.DISABLE, lease, mapping.over(ErrorMapping.ALL_FAIL));
        }
    }

    private final class Request implements Gate.Sending {
        private final CompletableFuture<Ended> ended = new CompletableFuture<>();
        private final PendingOperation pending;

        Request(Operation operation, Lease lease, ErrorMapping errors) {
            String id = Long.toString(lease.key().password());
            OperationRequest asked = new OperationRequest(operation, id, () -> errors, () -> server, () -> credentials);
            pending = enabler.start(operation == Operation.DISABLE ? asked.asClosing() : asked, log::println);
            pending.result().whenComplete((end, stopped) -> {
                if (end != null) {
                    requests.add(end);
                }
                OperationResult last = pending.last();
                ended.complete(
                        last == null
                                ? new Ended(Outcome.ABORTED, true)
                                : new Ended(last.outcome(), last.details().inDoubt()));
            });
        }

        @Override
        public CompletionStage<Ended> ended() {
            return ended;
        }

        @Override
        public void abort() {
            pending.abort();
        }
    }
}
