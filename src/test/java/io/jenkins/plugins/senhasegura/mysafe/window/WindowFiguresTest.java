package io.jenkins.plugins.senhasegura.mysafe.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.client.OperationsFixture;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What windows cost, as far as it can be counted: with the real client, the real file and a simulated server. */
class WindowFiguresTest {
    private static final String DEACTIVATED = """
            {"code":200,"response":{"status":200,"message":"Password deactivated","error":false,"error_code":0}}""";
    private static final int MANY = 10_000;
    private static final int AT_ONCE = 512;
    private static final int MOST_FORCED = 128;

    @TempDir
    Path folder;

    private final SimulatedServer server = SimulatedServer.http();
    private final OperationsFixture fixture = new OperationsFixture();
    private final ClientCredentials credentials = OperationsFixture.credentials();
    private final ServerSettings settings = Settings.of(server).build();
    private final FakeScheduler scheduler = new FakeScheduler();
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final AtomicInteger forced = new AtomicInteger();

    @AfterEach
    void close() {
        fixture.close();
        writer.shutdownNow();
        server.close();
    }

    /** The real file, whose forced writes are counted. */
    private final class Counted implements LeaseStorage {
        private final LeaseStorage file = new LeaseFileStorage(folder.resolve("leases.jsonl"));

        @Override
        public byte[] read() throws IOException {
            return file.read();
        }

        @Override
        public void append(byte[] lines) throws IOException {
            file.append(lines);
        }

        @Override
        public void force() throws IOException {
            forced.incrementAndGet();
            file.force();
        }

        @Override
        public void replace(byte[] lines) throws IOException {
            forced.incrementAndGet();
            file.replace(lines);
        }
    }

    /** Asks the simulated server by the client. */
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
            String id = Long.toString(lease.key().password());
            return new OperationRequest(operation, id, () -> ErrorMapping.NONE, () -> settings, () -> credentials);
        }

        private Sending sending(OperationRequest request) {
            PendingOperation pending = fixture.enabler.start(request, line -> {});
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

    private Windows windows() throws IOException {
        return new Windows(
                new LeaseFile(new Counted(), scheduler, writer),
                scheduler,
                "this",
                (key, server) -> new WindowLimits(Duration.ofSeconds(65), Duration.ofSeconds(45), Duration.ZERO));
    }

    private List<Window> open(Windows windows, int count) throws Exception {
        List<Window> open = new ArrayList<>();
        ClientGate gate = new ClientGate();
        for (int i = 1; i <= count; i++) {
            server.response("/api/mysafe/password/active/" + i, Responses.activated());
            server.response("/api/mysafe/password/inactive/" + i, Responses.json(200, DEACTIVATED));
        }
        for (int i = 1; i <= count; i++) {
            open.add(windows.open(
                    new WindowRequest(
                            new Holder("window " + i, "this", "job", i, 0, ""),
                            server.url(),
                            "",
                            List.of((long) i),
                            "main",
                            "",
                            "",
                            WhenFoundActive.KEEP),
                    gate));
        }
        for (Window window : open) {
            assertThat(window.opening()
                            .toCompletableFuture()
                            .get(60, TimeUnit.SECONDS)
                            .open())
                    .isTrue();
        }
        return open;
    }

    private static void close(List<Window> windows) throws Exception {
        List<CompletableFuture<List<Closed>>> closed = windows.stream()
                .map(window -> window.close().toCompletableFuture())
                .toList();
        for (CompletableFuture<List<Closed>> each : closed) {
            assertThat(each.get(60, TimeUnit.SECONDS)).extracting(Closed::how).containsExactly(Closed.How.DISABLED);
        }
    }

    /** Threads that are at something of ours or wait in it, but for the one that does the client's I/O. */
    private static List<Thread> waiting() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey() != Thread.currentThread())
                .filter(thread -> !thread.getKey().getName().startsWith("mysafe-http"))
                .filter(thread -> Arrays.stream(thread.getValue())
                        .map(StackTraceElement::getClassName)
                        .anyMatch(name -> name.startsWith("io.jenkins.plugins.senhasegura.mysafe.")
                                && !name.contains(".testing.")))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    @Test
    void tenThousandWindowsTakeTwoRequestsEachOneTokenAndNoThreadThatWaits() throws Exception {
        List<Window> open = open(windows(), MANY);
        FaultRig.await("no thread waits for an open window", () -> waiting().isEmpty());
        close(open);

        assertThat(server.requests(SimulatedServer.TOKEN)).hasSize(1);
        assertThat(server.requests()).hasSize(2 * MANY + 1);
    }

    @Test
    void windowsThatAreOpenedAtOnceShareForcedWrites() throws Exception {
        List<Window> open = open(windows(), AT_ONCE);

        assertThat(forced.get()).isBetween(1, MOST_FORCED);
        close(open);
    }

    @Test
    void loneWindowIsWrittenWithoutAWait() throws Exception {
        // The clock stands still: nothing that waited for it would ever be written.
        close(open(windows(), 1));
        assertThat(forced.get()).isPositive();
    }
}
