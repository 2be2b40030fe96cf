package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.http.ResponseConsumer;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ACTIVATED and ALREADY_ACTIVE, through the real HTTP client. */
class SuccessTest extends OutcomeTestBase {
    static Stream<Arguments> activated() {
        return Stream.of(
                argumentSet("as version 3.33 documents it", Responses.ACTIVATED_3_33),
                argumentSet("as version 3.32 documents it", Responses.ACTIVATED_3_32),
                argumentSet(
                        "messages of other types",
                        "{\"response\":{\"error\":false,\"message\":7,\"mensagem\":[\"x\"],\"detail\":{\"a\":1}}}"),
                argumentSet(
                        "extra fields, nested, with long numbers",
                        "{\"code\":200,\"extra\":{\"a\":[1,{\"error\":true}]},\"big\":" + "9".repeat(5000)
                                + ",\"response\":{\"error\":false,\"exp\":1e999999999}}"),
                argumentSet(
                        "nested as deep as may be",
                        "{\"response\":{\"error\":false},\"x\":" + "[".repeat(499) + "]".repeat(499) + "}"),
                argumentSet("a replacement character in a text", "{\"response\":{\"error\":false},\"x\":\"\uFFFD\"}"),
                argumentSet("blanks around it", " \r\n\t" + Responses.ACTIVATED_3_33 + "\n\n "));
    }

    @ParameterizedTest
    @MethodSource
    void activated(String body) {
        assertAnswered(enabled(Responses.json(200, body)), Outcome.ACTIVATED, 200);
    }

    static Stream<Arguments> alreadyActive() {
        return Stream.of(
                argumentSet("with the full stop", success("Password has already been activated.")),
                argumentSet("without the full stop", success("Password has already been activated")),
                argumentSet(
                        "two full stops, as in the vendor's text", success("Password has already been activated..")),
                argumentSet("in capitals", success("PASSWORD HAS ALREADY BEEN ACTIVATED!")),
                argumentSet("with other blanks", success("\\u00a0 Password  has\\talready been activated .")),
                argumentSet(
                        "in mensagem only",
                        "{\"response\":{\"erro\":false,\"mensagem\":\"Password has already been activated.\"}}"),
                argumentSet(
                        "in detail only",
                        "{\"response\":{\"error\":false,\"message\":\"OK\",\"detail\":\"Password has already been activated\"}}"));
    }

    @ParameterizedTest
    @MethodSource
    void alreadyActive(String body) {
        assertAnswered(enabled(Responses.json(200, body)), Outcome.ALREADY_ACTIVE, 200);
    }

    private static String success(String message) {
        return "{\"code\":200,\"response\":{\"status\":200,\"message\":\"" + message + "\",\"error\":false}}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/octet-stream", "nonsense", "text/plain; charset=utf-16"})
    void contentTypeIsNotLookedAt(String contentType) {
        assertAnswered(enabled(Responses.text(200, contentType, Responses.ACTIVATED_3_33)), Outcome.ACTIVATED, 200);
    }

    @Test
    void noContentTypeIsNeeded() {
        byte[] body = Responses.ACTIVATED_3_33.getBytes(StandardCharsets.UTF_8);
        assertAnswered(enabled(Responses.bytes(200, null, body)), Outcome.ACTIVATED, 200);
    }

    @Test
    void byteOrderMarkIsIgnored() {
        assertAnswered(enabled(Responses.json(200, "\uFEFF" + Responses.ACTIVATED_3_33)), Outcome.ACTIVATED, 200);
    }

    @Test
    void bodyInChunksIsRead() {
        OperationResult activation = enabled(Responses.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\n{\"res\r\n12\r\nponse\":{\"erro\":0}}\r\n0\r\n\r\n"));
        assertAnswered(activation, Outcome.ACTIVATED, 200);
    }

    @Test
    void bodyUpToTheEndOfTheConnectionIsRead() {
        OperationResult activation =
                enabled(Responses.rawThenClose("HTTP/1.0 200 OK\r\n\r\n" + Responses.ACTIVATED_3_32));
        assertAnswered(activation, Outcome.ACTIVATED, 200);
    }

    @Test
    void bodyOfExactlyTheCapIsRead() {
        String body = Responses.ACTIVATED_3_33 + " ".repeat(RawResponse.BODY_CAP - Responses.ACTIVATED_3_33.length());
        assertThat(RawResponse.BODY_CAP).isEqualTo(65536);
        assertAnswered(enabled(Responses.json(200, body)), Outcome.ACTIVATED, 200);
    }

    @Test
    void interimAnswersArePassedOver() {
        String interim = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(ResponseConsumer.MOST_INTERIM);
        OperationResult activation = enabled(Responses.raw(interim + "HTTP/1.1 200 OK\r\nContent-Length: "
                + Responses.ACTIVATED_3_32.length() + "\r\n\r\n" + Responses.ACTIVATED_3_32));
        assertAnswered(activation, Outcome.ACTIVATED, 200);
    }
}
