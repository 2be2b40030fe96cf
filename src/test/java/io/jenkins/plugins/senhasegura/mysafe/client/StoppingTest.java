package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.BuildOperations;
import io.jenkins.plugins.senhasegura.mysafe.testing.RawServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told to stop stops at once, wherever it is, and leaves nothing behind. With real sockets, and by counting. */
class StoppingTest {
    private final FaultRig rig = new FaultRig();
    private final FaultScene scene = new FaultScene(rig);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    @AfterEach
    void close() {
        scene.close();
        rig.close();
    }

    enum Place {
        QUEUED,
        RESOLVING,
        CONNECTING,
        TLS_HANDSHAKE,
        TUNNEL,
        TOKEN,
        REQUEST,
        HEADERS,
        BODY,
        BACK_OFF
    }

    private static void await(CountDownLatch latch, String what) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).as(what).isTrue();
    }

    /** Sends this, says that it got there, and waits until the client has gone. */
    private Answer stall(String sent) {
        return (request, socket) -> {
            FaultScene.send(socket, sent);
            reached.countDown();
            return Responses.silence(gone).write(request, socket);
        };
    }

    private Settings at(Place place) throws Exception {
        return switch (place) {
            case QUEUED -> queued();
            case RESOLVING -> {
                rig.host("hanging.example", name -> {
                    reached.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException interrupted) {
                        gone.countDown();
                        Thread.currentThread().interrupt();
                    }
                    throw new java.net.UnknownHostException(name);
                });
                yield Settings.of("http://hanging.example/");
            }
            case CONNECTING -> {
                int port = scene.silentPort();
                gone.countDown();
                yield FaultScene.at("http", port);
            }
            case TLS_HANDSHAKE ->
                FaultScene.at(
                        "https",
                        scene.raw((socket, number) -> {
                                    FaultScene.readAtLeast(socket, 100);
                                    reached.countDown();
                                    RawServer.awaitEnd(socket);
                                    gone.countDown();
                                })
                                .port());
            case TUNNEL -> {
                SimulatedServer target = scene.http();
                yield scene.tunnelled(
                        "https://localhost:" + target.port() + "/", "localhost:" + target.port(), stall(""));
            }
            case TOKEN -> Settings.of(scene.http().response(SimulatedServer.TOKEN, stall("")));
            case REQUEST -> Settings.of(scene.http().pending(stall("")));
            case HEADERS -> Settings.of(scene.http().pending(stall(FaultScene.HEAD)));
            case BODY ->
                Settings.of(scene.http().pending(stall(FaultScene.HEAD + "Content-Length: 100\r\n\r\n{\"code\":200,")));
            case BACK_OFF -> {
                gone.countDown();
                yield Settings.of(
                        scene.http().pending(Responses.json(503, "{\"message\":\"down\"}", "Retry-After: 30")));
            }
        };
    }

    private Settings queued() throws Exception {
        Settings settings = Settings.of(scene.http().pending(stall(""))).connections(1);
        rig.start(settings.build());
        await(reached, "the one before is on its way");
        return settings;
    }

    private void awaitIn(Place place) throws InterruptedException {
        switch (place) {
            case QUEUED -> awaitLog("waiting for a connection");
            case BACK_OFF -> awaitLog("trying again in 30.0 s");
            case CONNECTING -> FaultRig.await("it connects", () -> rig.busyConnections() == 1);
            default -> await(reached, "it got there");
        }
    }

    private void awaitLog(String text) {
        FaultRig.await("the log says so", () -> rig.log.stream().anyMatch(line -> line.contains(text)));
    }

    @ParameterizedTest
    @EnumSource
    void abortEndsItAtOnceAndClosesItsConnection(Place place) throws Exception {
        int others = place == Place.QUEUED ? 1 : 0;
        PendingOperation pending = rig.start(at(place).build());
        awaitIn(place);
        pending.abort();
        assertThat(pending.result()).as("at once").isCancelled();
        if (place == Place.RESOLVING) {
            // A look-up is shared, and is given up with its own deadline.
            rig.push(Limits.DEFAULT.connectTimeout());
        }
        if (others == 0) {
            await(gone, "the server sees its connection closed");
        }
        FaultRig.await("no connection is kept", () -> rig.busyConnections() == others);
        List<String> log = List.copyOf(rig.log);

        rig.assertActivates(Settings.of(scene.http()).name("another").build());
        FaultRig.await("no connection is kept", () -> rig.busyConnections() == others);
        assertThat(rig.log.subList(0, log.size())).isEqualTo(log);
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsItAtOnceAndLeavesNothing(Place place) throws Exception {
        PendingOperation pending = rig.start(at(place).build());
        awaitIn(place);
        rig.enabler.close();
        assertThat(pending.result()).as("at once").isCancelled();
        await(gone, "the server sees its connection closed");
        assertNothingLeft();
        assertThat(rig.start(Settings.of(scene.http()).build()).result()).isCancelled();
        assertNothingLeft();
    }

    private void assertNothingLeft() {
        FaultRig.await("threads " + FaultRig.threads(), () -> FaultRig.threads().isEmpty());
        FaultRig.await("timers", () -> rig.timers() == 0);
        assertThat(rig.openConnections()).as("connections").isZero();
    }

    @Test
    void twentyStartsAndStopsInARowLeaveNothing() throws Exception {
        SimulatedServer server = scene.http();
        CountDownLatch closed = new CountDownLatch(20);
        RawServer silent = scene.raw((socket, number) -> {
            RawServer.awaitEnd(socket);
            closed.countDown();
        });
        for (int i = 0; i < 20; i++) {
            try (FaultRig again = new FaultRig()) {
                PendingOperation hanging = again.start(
                        FaultScene.at("http", silent.port()).name("silent").build());
                again.assertActivates(Settings.of(server).build());
                int number = i + 1;
                FaultRig.await("it hangs", () -> silent.connections() == number);
                again.enabler.close();
                assertThat(hanging.result()).isCancelled();
                FaultRig.await("timers", () -> again.timers() == 0);
                assertThat(again.openConnections()).isZero();
            }
        }
        await(closed, "the silent server sees all connections closed");
        rig.enabler.close();
        assertNothingLeft();
    }

    @Test
    void aThousandAbortsUseUpNoConnection() throws Exception {
        SimulatedServer server = scene.http().pending(Responses.silence());
        Settings settings = Settings.of(server).attempts(1).connections(4);
        ClientCredentials credentials = FaultRig.credentials();
        List<PendingOperation> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(rig.start(settings.build(), credentials));
            if (i % 10 == 9) {
                // Some are aborted before they have begun, some in line, some in the middle.
                int seen = server.requests().size();
                if (i % 100 == 99) {
                    FaultRig.await(
                            "one is on its way", () -> server.requests().size() > seen || rig.busyConnections() > 0);
                }
                all.forEach(PendingOperation::abort);
                all.clear();
            }
        }
        FaultRig.await("no connection is busy", () -> rig.busyConnections() == 0);
        server.pending(Responses.activated());
        for (int i = 0; i < 5; i++) {
            assertThat(rig.enable(settings.build(), credentials).operation().outcome())
                    .isEqualTo(Outcome.ACTIVATED);
        }
    }

    @Test
    void noneOfABuildIsSentWhileTheOthersAreAbortedOneByOne() throws Exception {
        SimulatedServer server = scene.http().pending(Responses.silence());
        ServerSettings settings = Settings.of(server).attempts(1).connections(1).build();
        ClientCredentials credentials = FaultRig.credentials();
        BuildOperations build = new BuildOperations();
        List<PendingOperation> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(rig.start(settings, credentials, build));
            if (i == 0) {
                FaultRig.await(
                        "it has the connection",
                        () -> server.requests(SimulatedServer.ENABLE_10).size() == 1);
            }
        }
        awaitLog("98 ahead of this one");
        for (PendingOperation pending : all) {
            pending.abort();
            // Long enough for the next to be sent if it had its turn.
            FaultRig.await("no connection is busy", () -> rig.busyConnections() == 0);
        }
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(1);
    }

    @Test
    void closingCancelsLookUpsOfSettingsThatHang() throws Exception {
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch interrupted = new CountDownLatch(2);
        OperationRequest hanging = new OperationRequest(
                Operation.ENABLE,
                "10",
                () -> ErrorMapping.NONE,
                () -> {
                    inside.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        interrupted.countDown();
                    }
                    return null;
                },
                FaultRig::credentials);
        List<PendingOperation> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(rig.enabler.start(hanging, rig.log::add));
        }
        await(inside, "two hang");
        rig.enabler.close();
        // Not CONFIGURATION, which would fail a build that is to go on after the restart.
        assertThat(all).allSatisfy(pending -> assertThat(pending.result()).isCancelled());
        await(interrupted, "both are interrupted");
        assertThat(rig.log).isEmpty();
        assertNothingLeft();
    }

    @Test
    void aProviderThatGivesNothingIsAnError() throws Exception {
        OperationRequest request = new OperationRequest(
                Operation.ENABLE, "10", () -> ErrorMapping.NONE, () -> null, FaultRig::credentials);
        OperationEnd enabled = rig.enabler.start(request, rig.log::add).result().get(20, TimeUnit.SECONDS);
        assertThat(enabled.operation().outcome()).isEqualTo(Outcome.CREDENTIALS_UNAVAILABLE);
        assertThat(enabled.operation().message()).contains("NullPointerException");
    }
}
