package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer.Answer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** UNREACHABLE: no response, or none that arrived whole and in HTTP. Tried again, and the message says what it was. */
class UnreachableTest extends OutcomeTestBase {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private static final String CLOSED = "localhost closed the connection before the complete response had arrived.";

    /** The first attempt has the connection of the token's, which ends, and a new one in its place. */
    @ParameterizedTest
    @MethodSource
    void closedWithoutAWord(Answer response) {
        OperationResult activation = enabled(response);
        assertThat(activation.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(activation.attempts()).isEqualTo(3);
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(4);
        assertThat(activation.message()).startsWith(CLOSED).endsWith("begin the URL with https://.");
    }

    static Stream<Arguments> closedWithoutAWord() {
        return Stream.of(argumentSet("closed", Responses.close()), argumentSet("reset", Responses.reset()));
    }

    static Stream<Arguments> brokenOff() {
        return Stream.of(
                argumentSet("cut in the head", Responses.rawThenClose(HEAD), 0),
                argumentSet("cut behind an interim answer", Responses.rawThenClose("HTTP/1.1 100 Continue\r\n\r\n"), 0),
                argumentSet("cut before the body", Responses.rawThenClose(HEAD + "Content-Length: 20\r\n\r\n"), 200),
                argumentSet(
                        "cut in the body, which is JSON up to there",
                        Responses.rawThenClose(HEAD + "Content-Length: 33\r\n\r\n" + Responses.BRIEF_SUCCESS),
                        200),
                argumentSet(
                        "cut between chunks",
                        Responses.rawThenClose(
                                HEAD + "Transfer-Encoding: chunked\r\n\r\n17\r\n" + Responses.BRIEF_SUCCESS + "\r\n"),
                        200),
                argumentSet(
                        "cut in a chunk",
                        Responses.rawThenClose(
                                HEAD + "Transfer-Encoding: chunked\r\n\r\nff\r\n" + Responses.BRIEF_SUCCESS),
                        200));
    }

    @ParameterizedTest
    @MethodSource
    void brokenOff(Answer response, int status) {
        OperationResult activation = enabled(response);
        assertAnswered(activation, Outcome.UNREACHABLE, status);
        assertThat(activation.message()).isEqualTo(CLOSED);
    }

    static Stream<Arguments> noHttp() {
        return Stream.of(
                argumentSet("another protocol", Responses.rawThenClose("SSH-2.0-OpenSSH_9.2\r\n")),
                argumentSet("cut in the status line", Responses.rawThenClose("HTTP/1.1 20")),
                argumentSet("switching protocols", Responses.rawThenClose("HTTP/1.1 101 Switching Protocols\r\n\r\n")),
                argumentSet("a page without a head", Responses.rawThenClose("<html><body>Hello</body></html>\r\n\r\n")),
                argumentSet("JSON without a head", Responses.rawThenClose("{\"code\":200}\r\n")),
                argumentSet("bytes", Responses.rawThenClose("\u0016\u0001 bytes\r\n")),
                argumentSet("HTTP of another version", Responses.rawThenClose("HTTP/3.7 200 OK\r\n\r\n")),
                argumentSet("a status that is no number", Responses.rawThenClose("HTTP/1.1 abc OK\r\n\r\n")),
                argumentSet("a length that is no number", Responses.rawThenClose(HEAD + "Content-Length: x\r\n\r\n{}")),
                argumentSet("a negative length", Responses.rawThenClose(HEAD + "Content-Length: -1\r\n\r\n{}")),
                argumentSet(
                        "two lengths",
                        Responses.rawThenClose(HEAD + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}1")),
                argumentSet(
                        "another transfer encoding",
                        Responses.rawThenClose(HEAD + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")),
                argumentSet(
                        "a head line without a colon", Responses.rawThenClose("HTTP/1.1 200 OK\r\nnonsense\r\n\r\n")));
    }

    @ParameterizedTest
    @MethodSource
    void noHttp(Answer response) {
        OperationResult activation = enabled(response);
        assertAnswered(activation, Outcome.UNREACHABLE, 0);
        assertThat(activation.message()).isEqualTo("localhost did not respond in HTTP.");
    }

    @Test
    void wholeAnswerAfterOneThatWasCutIsTaken() {
        server.pending(
                Responses.rawThenClose(HEAD + "Content-Length: 200\r\n\r\n" + Responses.BRIEF_SUCCESS),
                Responses.activated());
        OperationResult activation = fixture.activation(server);
        assertThat(activation.outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(activation.attempts()).isEqualTo(2);
    }

    @Test
    void refusedConnection() {
        server.close();
        OperationResult activation = fixture.activation(server);
        assertOutcome(activation, Outcome.UNREACHABLE);
        assertThat(activation.message()).isEqualTo("localhost refused the connection.");
    }

    @Test
    void nameThatCannotBeResolved() {
        OperationResult activation =
                fixture.enable(Settings.of("http://nowhere.example/").build()).operation();
        assertOutcome(activation, Outcome.UNREACHABLE);
        assertThat(activation.message()).isEqualTo("the name nowhere.example cannot be resolved.");
    }

    @Test
    void nameThatCannotBeResolvedForTheApiOnly() {
        Settings settings = Settings.of("http://nowhere.example/").tokenUrl(server.url() + "api/oauth2/token");
        OperationResult activation = fixture.enable(settings.build()).operation();
        assertOutcome(activation, Outcome.UNREACHABLE);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void noAnswerInTime() throws InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        server.pending((request, socket) -> {
            fixture.push(Duration.ofSeconds(66));
            return Responses.silence(gone).write(request, socket);
        });
        OperationResult activation =
                fixture.enable(Settings.of(server).attempts(1).build()).operation();

        assertThat(activation.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(activation.message()).startsWith("no response within 65 s. ");
        assertThat(activation.attempts()).isEqualTo(1);
        assertThat(gone.await(10, TimeUnit.SECONDS)).as("connection is closed").isTrue();
    }

    @Test
    void answerThatTricklesInIsLateToo() {
        server.pending((request, socket) -> {
            Responses.raw(HEAD + "Content-Length: 20\r\n\r\n{").write(request, socket);
            fixture.push(Duration.ofSeconds(66));
            return Responses.silence().write(request, socket);
        });
        // Whether the client has read the head by then, is a race between the two threads.
        FaultRig.await("the head is read before the time is up", () -> {
            OperationResult activation =
                    fixture.enable(Settings.of(server).attempts(1).build()).operation();
            assertThat(activation.outcome()).isEqualTo(Outcome.UNREACHABLE);
            return activation.message().equals("no complete response within 65 s.");
        });
    }

    @Test
    void tlsServerThatIsAskedInPlainHttpDoesNotAnswerInHttp() throws Exception {
        server.pending(Responses.raw("\u0015\u0003\u0003\u0000\u0002\u0002P\r\n"));
        Settings settings = Settings.of(server.url("plain.example"));
        fixture.host("plain.example", InetAddress.getLoopbackAddress());
        OperationResult activation = fixture.enable(settings.build()).operation();
        assertOutcome(activation, Outcome.UNREACHABLE);
    }

    @Test
    void requestIsSentAgainOnAConnectionThatTheServerHadClosed() {
        server.pending(
                (request, socket) -> {
                    Responses.activated().write(request, socket);
                    return false;
                },
                Responses.activated());
        assertThat(fixture.activation(server).outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(fixture.activation(server).outcome()).isEqualTo(Outcome.ACTIVATED);
    }
}
