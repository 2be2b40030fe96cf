package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.client.http.HostResolver;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.BuildOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.SharedLookup;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates.Issued;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one server, one provider or one log does is nothing to the others; and how few threads that takes. */
class IsolationTest {
    /** Each looks for tasks that take long, while it has any. */
    private static final int POOLS = 4;

    private final FaultRig rig = new FaultRig();
    private final FaultScene scene = new FaultScene(rig);

    @AfterEach
    void close() {
        scene.close();
        rig.close();
    }

    @Test
    void twoServersOnOneHostWithDifferentAuthoritiesShareNoConnection() throws Exception {
        Issued authority = Certificates.authority("Test CA");
        Issued other = Certificates.authority("Another CA");
        SimulatedServer server = scene.https(authority.issue("localhost", "localhost"));
        Settings trusting = Settings.of(server).name("trusting").trust(authority.pem());
        Settings distrusting = Settings.of(server).name("distrusting").trust(other.pem());

        rig.assertActivates(trusting.build());
        assertThat(rig.openConnections()).isPositive();
        for (int i = 0; i < 3; i++) {
            OperationResult activation = rig.enable(distrusting.build()).operation();
            assertThat(activation.outcome()).isEqualTo(Outcome.TLS_FAILURE);
            rig.assertActivates(trusting.build());
        }
    }

    @Test
    void aServerWhoseAuthorityIsTakenAwayIsTrustedNoLongerAtOnce() throws Exception {
        Issued authority = Certificates.authority("Test CA");
        SimulatedServer server = scene.https(authority.issue("localhost", "localhost"));
        rig.assertActivates(Settings.of(server).trust(authority.pem()).build());
        OperationResult activation = rig.enable(Settings.of(server).build()).operation();
        assertThat(activation.outcome()).isEqualTo(Outcome.TLS_FAILURE);
    }

    @Test
    void connectionsAreUsedAgain() throws Exception {
        SimulatedServer server = scene.http();
        for (int i = 0; i < 20; i++) {
            rig.assertActivates(Settings.of(server).build());
        }
        assertThat(server.connections()).isOne();
    }

    @Test
    void aSlowServerDoesNotDelayAnother() throws Exception {
        SimulatedServer slow = scene.http().pending(Responses.silence());
        ServerSettings settings =
                Settings.of(slow).name("slow").attempts(1).connections(8).build();
        List<PendingOperation> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(rig.start(settings));
        }
        FaultRig.await(
                "the slow server has its hands full",
                () -> slow.requests(SimulatedServer.ENABLE_10).size() == 8);
        SimulatedServer quick = scene.http();
        for (int i = 0; i < 20; i++) {
            rig.assertActivates(Settings.of(quick).name("quick").build());
        }
        assertThat(waiting).allSatisfy(pending -> assertThat(pending.result()).isNotDone());
        assertThat(slow.requests(SimulatedServer.ENABLE_10)).hasSize(8);
    }

    @Test
    void hundredsOfCallsHaveNoThreadThatWaitsAndNoMoreConnectionsThanAllowed() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        SimulatedServer server = scene.http().pending((request, socket) -> {
            await(release);
            return Responses.activated().write(request, socket);
        });
        ServerSettings settings =
                Settings.of(server).attempts(1).connections(16).build();
        ClientCredentials credentials = FaultRig.credentials();
        List<PendingOperation> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            all.add(rig.start(settings, credentials));
        }
        FaultRig.await(
                "all connections are in use",
                () -> server.requests(SimulatedServer.ENABLE_10).size() == 16);
        assertThat(FaultRig.threads()).as("none that waits").hasSizeLessThanOrEqualTo(2 * BlockingPool.THREADS + 2);
        assertThat(rig.openConnections()).isLessThanOrEqualTo(16);
        assertThat(rig.timers())
                .as("a request's, its address's and its call's, and each pool's own; none for those in line")
                .isLessThanOrEqualTo(3 * 16 + 2 + POOLS);
        release.countDown();
        for (PendingOperation pending : all) {
            assertThat(pending.result().get(20, TimeUnit.SECONDS).operation().outcome())
                    .isEqualTo(Outcome.ACTIVATED);
        }
        assertThat(server.requests(SimulatedServer.TOKEN)).hasSize(1);
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(400);
        assertThat(server.connections()).isLessThanOrEqualTo(16);
        assertThat(rig.log.stream().filter(line -> line.contains("waiting for a connection")))
                .hasSize(384);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    @Test
    void logsAndResultsAreToldOnNoThreadOfTheClients() throws Exception {
        SimulatedServer server = scene.http()
                .pending(Responses.json(503, "{\"message\":\"down\"}"), Responses.close(), Responses.activated());
        Set<String> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch told = new CountDownLatch(1);
        OperationRequest request = new OperationRequest(
                Operation.ENABLE,
                "10",
                () -> ErrorMapping.NONE,
                () -> Settings.of(server).build(),
                FaultRig::credentials);
        rig.enabler
                .start(request, line -> threads.add(Thread.currentThread().getName()))
                .result()
                .whenComplete((enabled, failure) -> {
                    threads.add(Thread.currentThread().getName());
                    told.countDown();
                });
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).isNotEmpty().allMatch(name -> name.startsWith("mysafe-blocking-"));
    }

    @Test
    void aLogThatBlocksHoldsUpItsOwnBuildOnly() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        SimulatedServer server = scene.http();
        OperationRequest request = new OperationRequest(
                Operation.ENABLE,
                "10",
                () -> ErrorMapping.NONE,
                () -> Settings.of(server).build(),
                FaultRig::credentials);
        PendingOperation held = rig.enabler.start(request, line -> {
            blocked.countDown();
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
        rig.assertActivates(Settings.of(server).build());
        assertThat(held.result()).isNotDone();
        release.countDown();
        assertThat(held.result().get(20, TimeUnit.SECONDS).operation().outcome())
                .isEqualTo(Outcome.ACTIVATED);
    }

    @Test
    void aProviderThatHangsHoldsUpItsOwnBuildOnly() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        OperationRequest request = new OperationRequest(
                Operation.ENABLE,
                "10",
                () -> ErrorMapping.NONE,
                () -> {
                    asked.incrementAndGet();
                    hanging.countDown();
                    new CountDownLatch(1).await();
                    return null;
                },
                FaultRig::credentials);
        PendingOperation held = rig.enabler.start(request, rig.log::add);
        assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
        rig.assertActivates(Settings.of(scene.http()).build());
        for (int i = 0; i < Limits.DEFAULT.attempts(); i++) {
            int times = i + 1;
            FaultRig.await("it is asked again", () -> asked.get() == times);
            rig.push(SharedLookup.DEADLINE);
        }
        OperationResult activation = held.result().get(20, TimeUnit.SECONDS).operation();
        assertThat(activation.outcome()).isEqualTo(Outcome.CREDENTIALS_UNAVAILABLE);
        assertThat(activation.message()).contains("took longer than 30 s");
    }

    @Test
    void closingsAreLookedUpWhileOpeningsHaveThePoolFull() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ServerSettings settings = Settings.of(scene.http()).build();
        BuildOperations build = new BuildOperations();
        List<PendingOperation> openings = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            OperationRequest opening = lookedUpAs("key-" + i, () -> {
                release.await();
                return settings;
            });
            openings.add(rig.enabler.start(opening, build, rig.log::add));
        }
        // The same look-up as one of those, and yet one of its own.
        OperationRequest closing = lookedUpAs("key-0", () -> settings).asClosing();

        PendingOperation closed = rig.enabler.start(closing, build, rig.log::add);

        assertThat(closed.result().get(20, TimeUnit.SECONDS).operation().outcome())
                .isEqualTo(Outcome.ACTIVATED);
        assertThat(openings).allSatisfy(pending -> assertThat(pending.result()).isNotDone());
        release.countDown();
        for (PendingOperation opening : openings) {
            opening.result().get(20, TimeUnit.SECONDS);
        }
    }

    private static OperationRequest lookedUpAs(String credentialsId, Callable<ServerSettings> server) {
        return new OperationRequest(
                Operation.ENABLE,
                "10",
                new OperationRequest.Shared("main", credentialsId, "job", "settings"),
                permitted -> {},
                () -> ErrorMapping.NONE,
                server,
                FaultRig::credentials);
    }

    @Test
    void namesThatNobodyResolvesDoNotHoldUpOtherServersForLongerThanTheirTimeOut() throws Exception {
        CountDownLatch hanging = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        HostResolver.Lookup deaf = name -> {
            hanging.countDown();
            while (release.getCount() > 0) {
                try {
                    // As the system's resolver, which no interrupt reaches.
                    release.await();
                } catch (InterruptedException ignored) {
                    // That is what it is about.
                }
            }
            throw new java.net.UnknownHostException(name);
        };
        rig.host("one.example", deaf);
        rig.host("two.example", deaf);
        ServerSettings quick = Settings.of(scene.http()).build();
        rig.assertActivates(quick);
        PendingOperation one =
                rig.start(Settings.of("http://one.example/").attempts(1).build());
        PendingOperation two =
                rig.start(Settings.of("http://two.example/").attempts(1).build());
        assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
        rig.push(Duration.ofSeconds(10));
        for (PendingOperation pending : List.of(one, two)) {
            OperationResult activation =
                    pending.result().get(20, TimeUnit.SECONDS).operation();
            assertThat(activation.outcome()).isEqualTo(Outcome.UNREACHABLE);
            assertThat(activation.message()).contains("took too long");
        }
        release.countDown();
    }

    @Test
    void anAnswerWithoutEndIsCutOffAndItsConnectionDropped() throws Exception {
        AtomicLong written = new AtomicLong();
        CountDownLatch gone = new CountDownLatch(1);
        byte[] more = " ".repeat(64 * 1024).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        SimulatedServer server = scene.http().pending((request, socket) -> {
            FaultScene.send(socket, FaultScene.HEAD + "\r\n");
            try {
                while (written.addAndGet(more.length) < 1L << 32) {
                    socket.getOutputStream().write(more);
                }
            } catch (IOException closed) {
                gone.countDown();
            }
            return false;
        });
        OperationResult activation = rig.enable(Settings.of(server).build()).operation();
        assertThat(activation.outcome()).isEqualTo(Outcome.UNEXPECTED_RESPONSE);
        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        // What the system's buffers on both sides took; the client itself kept at most the cap.
        assertThat(written.get()).isLessThan(32L << 20);
        FaultRig.await("no connection is kept", () -> rig.busyConnections() == 0);
    }
}
