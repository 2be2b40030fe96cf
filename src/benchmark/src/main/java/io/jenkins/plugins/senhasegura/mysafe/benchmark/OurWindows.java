package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.BuildOperations;
import io.jenkins.plugins.senhasegura.mysafe.window.Closed;
import io.jenkins.plugins.senhasegura.mysafe.window.Ended;
import io.jenkins.plugins.senhasegura.mysafe.window.Gate;
import io.jenkins.plugins.senhasegura.mysafe.window.Holder;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import io.jenkins.plugins.senhasegura.mysafe.window.WhenFoundActive;
import io.jenkins.plugins.senhasegura.mysafe.window.Window;
import io.jenkins.plugins.senhasegura.mysafe.window.WindowRequest;
import io.jenkins.plugins.senhasegura.mysafe.window.WindowsUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Everything that an access window does below Jenkins, and the two single steps that do the same without a promise. */
final class OurWindows {
    private final Scheduler scheduler = Scheduler.system();
    private final PasswordOperations client = PasswordOperations.create(Rivals.USER_AGENT, scheduler);
    private final BuildOperations build = new BuildOperations();
    private final ServerSettings server;
    private final WindowsUnderTest windows;

    /** @param folder where the file of leases comes to lie; on a real disk, since it is forced there */
    OurWindows(String path, int connections, Path folder) throws IOException {
        server = Ours.server("main", path, connections);
        Files.createDirectories(folder);
        windows = new WindowsUnderTest(folder.resolve("leases.jsonl"), scheduler, writer());
    }

    /** As in a Jenkins: one thread, which goes when there is nothing to do. */
    private static ThreadPoolExecutor writer() {
        ThreadPoolExecutor writer = new ThreadPoolExecutor(
                1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Rivals.daemons("mysafe-leases"));
        writer.allowCoreThreadTimeOut(true);
        return writer;
    }

    WindowsUnderTest file() {
        return windows;
    }

    /** Opens a window on a password. */
    Window open(long id) {
        Holder holder = new Holder("window " + id, "this", "folder/job", 1, 0, Long.toString(id));
        return windows.windows()
                .open(
                        new WindowRequest(
                                holder,
                                server.url().toString(),
                                "",
                                List.of(id),
                                server.name(),
                                "mysafe-api-key",
                                "",
                                WhenFoundActive.KEEP),
                        new ClientGate());
    }

    /** Completed when it is open, and failed when it cannot be opened. */
    static CompletableFuture<Window> opened(Window window) {
        return window.opening().toCompletableFuture().thenApply(opening -> {
            check(opening.open(), opening);
            return window;
        });
    }

    /** Completed when its password is disabled. */
    static CompletableFuture<Void> closed(Window window) {
        return window.close().toCompletableFuture().thenAccept(closed -> {
            boolean disabled = closed.stream().allMatch(each -> each.how() == Closed.How.DISABLED);
            check(disabled, closed);
        });
    }

    /** A window with an empty body. */
    CompletableFuture<?> window(long id) {
        return opened(open(id)).thenCompose(OurWindows::closed);
    }

    /** The same by an enable step and a disable step. */
    CompletableFuture<?> steps(long id) {
        return step(Operation.ENABLE, id).thenCompose(enabled -> step(Operation.DISABLE, id));
    }

    private CompletableFuture<Void> step(Operation operation, long id) {
        PendingOperation pending = client.start(Ours.request(operation, id, server), build, line -> {});
        return pending.result().thenAccept(end -> check(end.operation().outcome() == operation.done(), end));
    }

    private static void check(boolean holds, Object otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise.toString());
        }
    }

    /** Asks by the client; one for each window, as in a Jenkins. */
    private final class ClientGate implements Gate {
        @Override
        public Sending enable(Lease lease) {
            return sending(request(Operation.ENABLE, lease));
        }

        @Override
        public Sending disable(Lease lease, Duration limit) {
            return sending(request(Operation.DISABLE, lease).asClosing());
        }

        private OperationRequest request(Operation operation, Lease lease) {
            return Ours.request(operation, lease.key().password(), server);
        }

        private Sending sending(OperationRequest request) {
            PendingOperation pending = client.start(request, build, line -> {});
            CompletionStage<Ended> ended = pending.result().handle((end, stopped) -> {
                OperationResult last = pending.last();
                return new Ended(last.outcome(), last.details().inDoubt());
            });
            return new Sending() {
                @Override
                public CompletionStage<Ended> ended() {
                    return ended;
                }

                @Override
                public void abort() {
                    pending.abort();
                }
            };
        }
    }
}
