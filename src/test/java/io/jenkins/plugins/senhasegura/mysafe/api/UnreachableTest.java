package io.jenkins.plugins.senhasegura.mysafe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.testing.Answers;
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

/** UNREACHABLE: no answer, or none that arrived whole and in HTTP. Tried again, and the message says what it was. */
class UnreachableTest extends OutcomeTestBase {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private static final String CLOSED = "localhost closed the connection before the complete response had arrived.";

    /** The first attempt has the connection of the token's, which ends, and a new one in its place. */
    @ParameterizedTest
    @MethodSource
    void closedWithoutAWord(Answer answer) {
        Activation activation = enabled(answer);
        assertThat(activation.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(activation.attempts()).isEqualTo(3);
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(4);
        assertThat(activation.message()).startsWith(CLOSED).endsWith("begin the URL with https://.");
    }

    static Stream<Arguments> closedWithoutAWord() {
        return Stream.of(argumentSet("closed", Answers.close()), argumentSet("reset", Answers.reset()));
    }

    static Stream<Arguments> brokenOff() {
        return Stream.of(
                argumentSet("cut in the head", Answers.rawThenClose(HEAD), 0),
                argumentSet("cut behind an interim answer", Answers.rawThenClose("HTTP/1.1 100 Continue\r\n\r\n"), 0),
                argumentSet("cut before the body", Answers.rawThenClose(HEAD + "Content-Length: 20\r\n\r\n"), 200),
                argumentSet(
                        "cut in the body, which is JSON up to there",
                        Answers.rawThenClose(HEAD + "Content-Length: 33\r\n\r\n" + Answers.BRIEF_SUCCESS),
                        200),
                argumentSet(
                        "cut between chunks",
                        Answers.rawThenClose(
                                HEAD + "Transfer-Encoding: chunked\r\n\r\n17\r\n" + Answers.BRIEF_SUCCESS + "\r\n"),
                        200),
                argumentSet(
                        "cut in a chunk",
                        Answers.rawThenClose(HEAD + "Transfer-Encoding: chunked\r\n\r\nff\r\n" + Answers.BRIEF_SUCCESS),
                        200));
    }

    @ParameterizedTest
    @MethodSource
    void brokenOff(Answer answer, int status) {
        Activation activation = enabled(answer);
        assertAnswered(activation, Outcome.UNREACHABLE, status);
        assertThat(activation.message()).isEqualTo(CLOSED);
    }

    static Stream<Arguments> noHttp() {
        return Stream.of(
                argumentSet("another protocol", Answers.rawThenClose("SSH-2.0-OpenSSH_9.2\r\n")),
                argumentSet("cut in the status line", Answers.rawThenClose("HTTP/1.1 20")),
                argumentSet("switching protocols", Answers.rawThenClose("HTTP/1.1 101 Switching Protocols\r\n\r\n")),
                argumentSet("a page without a head", Answers.rawThenClose("<html><body>Hello</body></html>\r\n\r\n")),
                argumentSet("JSON without a head", Answers.rawThenClose("{\"code\":200}\r\n")),
                argumentSet("bytes", Answers.rawThenClose("\u0015\u0003\u0003\u0000\u0002\u0002\u0050\r\n")),
                argumentSet("HTTP of another version", Answers.rawThenClose("HTTP/3.7 200 OK\r\n\r\n")),
                argumentSet("a status that is no number", Answers.rawThenClose("HTTP/1.1 abc OK\r\n\r\n")),
                argumentSet("a length that is no number", Answers.rawThenClose(HEAD + "Content-Length: x\r\n\r\n{}")),
                argumentSet("a negative length", Answers.rawThenClose(HEAD + "Content-Length: -1\r\n\r\n{}")),
                argumentSet(
                        "two lengths",
                        Answers.rawThenClose(HEAD + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}1")),
                argumentSet(
                        "another transfer encoding",
                        Answers.rawThenClose(HEAD + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")),
                argumentSet(
                        "a head line without a colon", Answers.rawThenClose("HTTP/1.1 200 OK\r\nnonsense\r\n\r\n")));
    }

    @ParameterizedTest
    @MethodSource
    void noHttp(Answer answer) {
        Activation activation = enabled(answer);
        assertAnswered(activation, Outcome.UNREACHABLE, 0);
        assertThat(activation.message()).isEqualTo("localhost did not respond in HTTP.");
    }

    @Test
    void wholeAnswerAfterOneThatWasCutIsTaken() {
        server.enabling(
                Answers.rawThenClose(HEAD + "Content-Length: 200\r\n\r\n" + Answers.BRIEF_SUCCESS),
                Answers.activated());
        Activation activation = fixture.activation(server);
        assertThat(activation.outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(activation.attempts()).isEqualTo(2);
    }

    @Test
    void refusedConnection() {
        server.close();
        Activation activation = fixture.activation(server);
        assertOutcome(activation, Outcome.UNREACHABLE);
        assertThat(activation.message()).isEqualTo("localhost refused the connection.");
    }

    @Test
    void nameThatCannotBeResolved() {
        Activation activation =
                fixture.enable(Settings.of("http://nowhere.example/").build()).activation();
        assertOutcome(activation, Outcome.UNREACHABLE);
        assertThat(activation.message()).isEqualTo("the name nowhere.example cannot be resolved.");
    }

    @Test
    void nameThatCannotBeResolvedForTheApiOnly() {
        Settings settings = Settings.of("http://nowhere.example/").tokenUrl(server.url() + "api/oauth2/token");
        Activation activation = fixture.enable(settings.build()).activation();
        assertOutcome(activation, Outcome.UNREACHABLE);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void noAnswerInTime() throws InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        server.enabling((request, socket) -> {
            fixture.push(Duration.ofSeconds(66));
            return Answers.silence(gone).write(request, socket);
        });
        Activation activation =
                fixture.enable(Settings.of(server).attempts(1).build()).activation();

        assertThat(activation.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(activation.message()).startsWith("no response within 65 s. ");
        assertThat(activation.attempts()).isEqualTo(1);
        assertThat(gone.await(10, TimeUnit.SECONDS)).as("connection is closed").isTrue();
    }

    @Test
    void answerThatTricklesInIsLateToo() {
        server.enabling((request, socket) -> {
            Answers.raw(HEAD + "Content-Length: 20\r\n\r\n{").write(request, socket);
            fixture.push(Duration.ofSeconds(66));
            return Answers.silence().write(request, socket);
        });
        // Whether the client has read the head by then, is a race between the two threads.
        FaultRig.await("the head is read before the time is up", () -> {
            Activation activation =
                    fixture.enable(Settings.of(server).attempts(1).build()).activation();
            assertThat(activation.outcome()).isEqualTo(Outcome.UNREACHABLE);
            return activation.message().equals("no complete response within 65 s.");
        });
    }

    @Test
    void tlsServerThatIsAskedInPlainHttpDoesNotAnswerInHttp() throws Exception {
        server.enabling(Answers.raw("\u0015\u0003\u0003\u0000\u0002\u0002P\r\n"));
        Settings settings = Settings.of(server.url("plain.example"));
        fixture.host("plain.example", InetAddress.getLoopbackAddress());
        Activation activation = fixture.enable(settings.build()).activation();
        assertOutcome(activation, Outcome.UNREACHABLE);
    }

    @Test
    void requestIsSentAgainOnAConnectionThatTheServerHadClosed() {
        server.enabling(
                (request, socket) -> {
                    Answers.activated().write(request, socket);
                    return false;
                },
                Answers.activated());
        assertThat(fixture.activation(server).outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(fixture.activation(server).outcome()).isEqualTo(Outcome.ACTIVATED);
    }
}
