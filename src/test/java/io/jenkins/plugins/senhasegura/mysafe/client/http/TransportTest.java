package io.jenkins.plugins.senhasegura.mysafe.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.client.FaultScene;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the transport survives: its client's death, silent addresses, connections that end or speak out of turn. */
class TransportTest {
    private final FaultRig rig = new FaultRig();
    private final SimulatedServer server = SimulatedServer.http().pending(Responses.activated());
    private final ServerSettings settings = Settings.of(server).attempts(1).build();

    @AfterEach
    void close() {
        rig.close();
        server.close();
    }

    private OperationResult enable(ServerSettings to) throws Exception {
        return rig.enable(to, FaultRig.credentials()).operation();
    }

    private void post(ExchangeListener listener) {
        rig.enabler
                .client()
                .transport()
                .post(settings, settings.url().resolve("api/mysafe/password/active/10"), null, null, listener);
    }

    /** Completes with the response; what else happens is up to the test, on the I/O thread. */
    private static class Reply implements ExchangeListener {
        final CompletableFuture<RawResponse> response = new CompletableFuture<>();

        @Override
        public void answered(RawResponse response) {
            this.response.complete(response);
        }

        @Override
        public void failed(Exception cause) {
            response.completeExceptionally(cause);
        }

        RawResponse await() throws Exception {
            return response.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void clientThatDiedOfAnErrorIsMadeAnewWithAWarning() throws Exception {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                records.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(HttpEngine.class.getName());
        logger.addHandler(handler);
        try {
            post(new Reply() {
                @Override
                public void sending(SSLSession session) {
                    throw new OutOfMemoryError("of a test");
                }
            });
            FaultRig.await("the I/O thread has died", () -> !records.isEmpty());
            assertThat(enable(settings).outcome()).isEqualTo(Outcome.ACTIVATED);
            assertThat(records).hasSize(1);
            assertThat(records.get(0).getLevel()).isEqualTo(Level.WARNING);
            assertThat(records.get(0).getThrown()).isInstanceOf(OutOfMemoryError.class);
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void addressBehindASilentOneIsReachedInTheSameAttempt() throws Exception {
        // On Linux, all of 127.0.0.0/8 is this machine, and the server listens at 127.0.0.1 alone.
        InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        try (FaultScene scene = new FaultScene(rig)) {
            scene.silence(other, server.port());
            rig.host("two.example", name -> new InetAddress[] {other, InetAddress.getLoopbackAddress()});
            OperationResult activation = enable(Settings.of(server.url("two.example"))
                    .attempts(1)
                    // Waited out up to the half that is the first address' share.
                    .timeouts(Duration.ofSeconds(4), Duration.ofSeconds(30), Duration.ofSeconds(60))
                    .build());
            assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.ACTIVATED);
        }
    }

    /**
     * The next request is handed to the connection while the I/O thread is still busy with the response before, and
     * another response arrives in that moment.
     */
    @Test
    void responseThatCameBeforeItsRequestWasSentIsNobodys() throws Exception {
        BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();
        server.pending(
                (request, socket) -> {
                    sockets.add(socket);
                    return Responses.json(200, "{\"first\":1}").write(request, socket);
                },
                Responses.json(200, "{\"right\":1}"));
        Reply second = new Reply();
        post(new Reply() {
            @Override
            public void answered(RawResponse response) {
                onIoThread(() -> {
                    Responses.json(400, "{\"stray\":1}").write(null, sockets.take());
                    post(second);
                });
            }
        });
        assertThat(text(second.await())).isEqualTo("{\"right\":1}");
        assertThat(server.connections()).isEqualTo(2);
    }

    private static String text(RawResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void onIoThread(Action action) {
        try {
            action.run();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void keptConnectionThatEndsUnderARequestIsReplacedOnceWithoutAnAttempt() throws Exception {
        ClientCredentials credentials = FaultRig.credentials();
        for (SimulatedServer.Answer end : List.of(Responses.close(), Responses.reset())) {
            rig.enable(settings, credentials);
            rig.log.clear();
            server.pending(end, Responses.activated());
            OperationResult activation = rig.enable(settings, credentials).operation();
            assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.ACTIVATED);
            assertThat(activation.attempts()).isEqualTo(1);
            // The first of the two requests may have been carried out.
            assertThat(activation.details().inDoubt()).isTrue();
            assertThat(rig.enable(settings, credentials).operation().details().inDoubt())
                    .isFalse();
            assertThat(rig.log).noneMatch(line -> line.contains("attempt 1"));
        }
        rig.enable(settings, credentials);
        server.pending(Responses.close());
        assertThat(rig.enable(settings, credentials).operation().outcome()).isEqualTo(Outcome.UNREACHABLE);
    }

    @Test
    void responseTellsWhoAnsweredAndFailuresKnowWhatItsHeadHad() throws Exception {
        String head = "HTTP/1.1 502 Bad\r\nX-Kong-Request-Id: abc\r\nx-kong-response-latency: 3\r\nVia: 1.1 kong\r\n"
                + "Content-Length: 20\r\n\r\n";
        server.pending(Responses.raw(head + "x".repeat(20)), Responses.rawThenClose(head + "cut"));
        Reply whole = new Reply();
        post(whole);
        assertThat(whole.await().header("X-Kong-Response-Latency")).isEqualTo("3");
        assertThat(whole.await().header("via")).isEqualTo("1.1 kong");
        assertThat(whole.await().origin()).isEqualTo(RawResponse.Origin.DIRECT);

        OperationResult cut = enable(settings);
        assertThat(cut.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(cut.httpStatus()).isEqualTo(502);
        assertThat(cut.requestId()).isEqualTo("abc");
    }

    @Test
    void silenceIsSaidToMayHaveBeenARequestThatWasCarriedOut() throws Exception {
        try (FaultScene scene = new FaultScene(rig)) {
            Consumer<String> stalls = sent -> server.pending(scene.stall(sent, Settings.LIMITS.responseTimeout()));
            stalls.accept("");
            assertThat(enable(settings).message()).contains("no response", "may have been carried out");
            stalls.accept("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
            // Whether the client has read the head by then, is a race between the two threads.
            String message = enable(settings).message();
            for (int i = 0; i < 50 && message.startsWith("no response"); i++) {
                message = enable(settings).message();
            }
            assertThat(message).startsWith("no complete response within");
        }
    }
}
