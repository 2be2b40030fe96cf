package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** UNEXPECTED_RESPONSE: whole responses that are none of the documented ones. */
class UnexpectedResponseTest extends OutcomeTestBase {
    static Stream<Arguments> okThatIsNoSuccess() {
        return Stream.of(
                argumentSet(
                        "error true", "{\"code\":200,\"response\":{\"status\":200,\"error\":true,\"error_code\":0}}"),
                argumentSet("error true, Portuguese", "{\"response\":{\"status\":200,\"erro\":true}}"),
                argumentSet("error true at the top", "{\"code\":200,\"error\":true}"),
                argumentSet("error as 1", "{\"code\":200,\"response\":{\"error\":1}}"),
                argumentSet("error as text", "{\"code\":200,\"response\":{\"error\":\"true\"}}"),
                argumentSet("an OAuth error", "{\"code\":200,\"error\":\"invalid_token\"}"),
                argumentSet("error as an object", "{\"code\":200,\"error\":{\"message\":\"x\"}}"),
                argumentSet("an error code", "{\"code\":200,\"response\":{\"error\":false,\"error_code\":1007}}"),
                argumentSet("an error code in Portuguese", "{\"code\":200,\"response\":{\"cod_erro\":\"9\"}}"),
                argumentSet("an error code that is no number", "{\"code\":200,\"error_code\":\"E7\"}"),
                argumentSet("another vendor's error", error333(1007, "1007: Something else")),
                argumentSet("empty object", "{}"),
                argumentSet("neither response nor code", "{\"message\":\"Password successfully activated\"}"),
                argumentSet("response and code null", "{\"response\":null,\"code\":null}"));
    }

    @ParameterizedTest
    @MethodSource
    void okThatIsNoSuccess(String body) {
        assertAnswered(enabled(Responses.json(200, body)), Outcome.UNEXPECTED_RESPONSE, 200);
    }

    static Stream<Arguments> okThatIsNoJsonObject() {
        String success = Responses.ACTIVATED_3_33;
        return Stream.of(
                argumentSet("empty", ""),
                argumentSet("blank", " \n"),
                argumentSet("a byte order mark alone", "\uFEFF"),
                argumentSet("two byte order marks", "\uFEFF\uFEFF" + success),
                argumentSet("HTML", "<!doctype html><html><body>Log in to senhasegura</body></html>"),
                argumentSet("HTML that speaks of success", "<p>Password successfully activated</p>"),
                argumentSet("HTML with the vendor's error", "<p>Unexpected error.</p>"),
                argumentSet("plain text", "Password has already been activated."),
                argumentSet("an array", "[" + success + "]"),
                argumentSet("a string", "\"200\""),
                argumentSet("a number", "200"),
                argumentSet("null", "null"),
                argumentSet(
                        "broken at the end",
                        success.strip().substring(0, success.strip().length() - 1)),
                argumentSet("broken inside", success.replace("false", "fal")),
                argumentSet("two objects", success + success),
                argumentSet("something behind it", success + "x"),
                argumentSet("something before it", "x" + success),
                argumentSet("single quotes", success.replace('"', '\'')),
                argumentSet("a comment", "/* ok */" + success),
                argumentSet("a trailing comma", "{\"response\":{\"error\":false},}"),
                argumentSet("not a number", "{\"code\":NaN}"),
                argumentSet("a control character in a text", "{\"code\":200,\"x\":\"a\u0001\"}"),
                argumentSet("doubled key", "{\"code\":200,\"code\":200}"),
                argumentSet("doubled response", "{\"response\":{},\"response\":{\"error\":true}}"),
                argumentSet("doubled key inside", "{\"code\":200,\"response\":{\"error\":true,\"error\":false}}"),
                argumentSet(
                        "doubled key in what is passed over",
                        "{\"response\":{\"error\":false},\"x\":{\"a\":1,\"a\":1}}"),
                argumentSet(
                        "nested too deep",
                        "{\"response\":{\"error\":false},\"x\":" + "[".repeat(500) + "]".repeat(500) + "}"),
                argumentSet("objects nested too deep", "{\"x\":".repeat(501) + "1" + "}".repeat(501)),
                argumentSet("nested very deep", "[".repeat(30000)),
                argumentSet(
                        "a gateway's sentence in broken JSON", "{\"message\":\"The upstream server is timing out\""));
    }

    @ParameterizedTest
    @MethodSource
    void okThatIsNoJsonObject(String body) {
        assertAnswered(enabled(Responses.json(200, body)), Outcome.UNEXPECTED_RESPONSE, 200);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 203, 206, 226, 299})
    void otherSuccessStatusIsUnexpected(int status) {
        assertAnswered(enabled(Responses.json(status, Responses.ACTIVATED_3_33)), Outcome.UNEXPECTED_RESPONSE, status);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205, 304})
    void statusWithoutBodyIsUnexpected(int status) {
        assertAnswered(enabled(Responses.json(status, "")), Outcome.UNEXPECTED_RESPONSE, status);
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 700, 999})
    void statusThatDoesNotExistIsUnexpected(int status) {
        assertAnswered(enabled(Responses.json(status, Responses.ACTIVATED_3_33)), Outcome.UNEXPECTED_RESPONSE, status);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void redirectIsNotFollowedAndNoTokenGoesToTheOtherHost(int status) {
        try (SimulatedServer other = SimulatedServer.http()) {
            String target = other.url("127.0.0.1") + "api/mysafe/password/active/10";
            OperationResult activation =
                    enabled(Responses.json(status, Responses.ACTIVATED_3_33, "Location: " + target));
            assertAnswered(activation, Outcome.UNEXPECTED_RESPONSE, status);
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void redirectToTheSameServerIsNotFollowedEither() {
        server.response("/elsewhere", Responses.activated());
        OperationResult activation = enabled(Responses.text(307, "text/html", "", "Location: /elsewhere"));
        assertAnswered(activation, Outcome.UNEXPECTED_RESPONSE, 307);
        assertThat(server.requests("/elsewhere")).isEmpty();
    }

    static Stream<Arguments> clientErrorThatIsNoJson() {
        return Stream.of(
                argumentSet("400, empty", 400, ""),
                argumentSet("400, HTML", 400, "<h1>Bad Request</h1>"),
                argumentSet("400, plain text with the vendor's code", 400, "1005: Password not found"),
                argumentSet(
                        "400, broken JSON with the vendor's code", 400, "{\"message\":\"1005: Password not found\""),
                argumentSet("400, doubled key", 400, "{\"error_code\":1005,\"error_code\":1005}"),
                argumentSet("404, HTML of another application", 404, "<h1>Not Found</h1>"),
                argumentSet("404, broken JSON with a gateway's sentence", 404, "{\"message\":\"no Route matched with"),
                argumentSet("407 of a proxy", 407, "<h1>Proxy Authentication Required</h1>"),
                argumentSet("413", 413, "Payload too large"),
                argumentSet("404, array", 404, "[\"no Route matched with those values\"]"));
    }

    @ParameterizedTest
    @MethodSource
    void clientErrorThatIsNoJson(int status, String body) {
        assertAnswered(enabled(Responses.text(status, "text/html", body)), Outcome.UNEXPECTED_RESPONSE, status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "IBM037"})
    void otherEncodingIsUnexpected(String charset) {
        byte[] body = Responses.ACTIVATED_3_33.getBytes(Charset.forName(charset));
        assertAnswered(
                enabled(Responses.bytes(200, "application/json; charset=" + charset, body)),
                Outcome.UNEXPECTED_RESPONSE,
                200);
    }

    @Test
    void latin1IsUnexpected() {
        byte[] body =
                "{\"code\":200,\"response\":{\"mensagem\":\"já está ativa\"}}".getBytes(StandardCharsets.ISO_8859_1);
        OperationResult activation = enabled(Responses.bytes(200, "application/json; charset=iso-8859-1", body));
        assertAnswered(activation, Outcome.UNEXPECTED_RESPONSE, 200);
        assertThat(activation.message()).isNull();
    }

    @Test
    void latin1In400IsUnexpected() {
        byte[] body = "{\"error_code\":1005,\"mensagem\":\"não\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertAnswered(enabled(Responses.bytes(400, "application/json", body)), Outcome.UNEXPECTED_RESPONSE, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate", "br"})
    void compressedBodyThatNobodyAskedForIsUnexpected(String coding) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(Responses.ACTIVATED_3_33.getBytes(StandardCharsets.UTF_8));
        }
        OperationResult activation = enabled(
                Responses.bytes(200, "application/json", compressed.toByteArray(), "Content-Encoding: " + coding));
        assertAnswered(activation, Outcome.UNEXPECTED_RESPONSE, 200);
        assertThat(server.requests(SimulatedServer.ENABLE_10).get(0).headers("Accept-Encoding"))
                .isEmpty();
    }

    @Test
    void announcedOversizedBodyIsUnexpected() {
        String body =
                Responses.ACTIVATED_3_33 + " ".repeat(RawResponse.BODY_CAP + 1 - Responses.ACTIVATED_3_33.length());
        OperationResult activation = enabled(Responses.json(200, body));
        assertAnswered(activation, Outcome.UNEXPECTED_RESPONSE, 200);
        assertThat(activation.message()).contains("64 KiB");
    }

    /** Tells by how much it could write to which end the client read. */
    private static final class Endless {
        private final CountDownLatch dropped = new CountDownLatch(1);
        private volatile long written;

        boolean write(String head, byte[] part, Socket socket) throws IOException {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            try {
                while (true) {
                    socket.getOutputStream().write(part);
                    written += part.length;
                }
            } finally {
                dropped.countDown();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: chunked\r\n", ""})
    void endlessBodyIsUnexpectedAndItsRestIsNotRead(String header) throws InterruptedException {
        Endless endless = new Endless();
        byte[] part = header.isEmpty()
                ? new byte[4096]
                : ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        OperationResult activation =
                enabled((request, socket) -> endless.write("HTTP/1.1 200 OK\r\n" + header + "\r\n", part, socket));

        assertAnswered(activation, Outcome.UNEXPECTED_RESPONSE, 200);
        assertThat(activation.message()).contains("64 KiB");
        assertThat(endless.dropped.await(10, TimeUnit.SECONDS)).isTrue();
        // What fits into the socket buffers of both sides is written whether it is read or not.
        assertThat(endless.written).isLessThan(16L * 1024 * 1024);
    }

    @Test
    void bodyThatIsAnnouncedFarOverTheCapIsNotWaitedFor() {
        CountDownLatch gone = new CountDownLatch(1);
        OperationResult activation = enabled((request, socket) -> {
            Responses.raw("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n")
                    .write(request, socket);
            return Responses.silence(gone).write(request, socket);
        });
        assertAnswered(activation, Outcome.UNEXPECTED_RESPONSE, 200);
    }

    @Test
    void headerLineOverItsCapIsUnexpected() {
        OperationResult activation =
                enabled(Responses.rawThenClose("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(9000) + "\r\n\r\n"));
        assertOutcome(activation, Outcome.UNEXPECTED_RESPONSE);
        assertThat(activation.httpStatus()).isZero();
        assertThat(activation.message()).contains("head");
    }

    @Test
    void moreHeaderLinesThanAllowedAreUnexpected() {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 23\r\n" + "X: y\r\n".repeat(100);
        OperationResult activation = enabled(Responses.raw(head + "\r\n" + Responses.BRIEF_SUCCESS));
        assertOutcome(activation, Outcome.UNEXPECTED_RESPONSE);
        assertThat(activation.message()).contains("head");
    }

    @Test
    void asManyHeaderLinesAsAllowedAreRead() {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 23\r\n" + ("X: " + "y".repeat(8000) + "\r\n").repeat(99);
        assertAnswered(enabled(Responses.raw(head + "\r\n" + Responses.BRIEF_SUCCESS)), Outcome.ACTIVATED, 200);
    }

    @Test
    void endlessInterimAnswersAreUnexpected() {
        OperationResult activation = enabled(Responses.rawThenClose("HTTP/1.1 102 Processing\r\n\r\n".repeat(11)));
        assertOutcome(activation, Outcome.UNEXPECTED_RESPONSE);
        assertThat(activation.message()).contains("10 interim");
    }
}
