package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token endpoint has the same outcomes as the API, and nothing of its responses goes further than it must. */
class TokenEndpointTest extends OutcomeTestBase {
    private static final String NO_ROUTE = "no Route matched with those values";

    private void assertRefused(OperationResult activation, Outcome expected, int status) {
        assertOutcome(activation, expected);
        assertThat(activation.httpStatus()).isEqualTo(status);
        assertThat(server.requests(SimulatedServer.TOKEN)).hasSize(activation.attempts());
        assertThat(server.requests(SimulatedServer.ENABLE_10)).isEmpty();
    }

    static Stream<Arguments> notAuthenticated() {
        String oauth = "{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed\"}";
        String cli = "{\"error\":\"Unauthorized\",\"message\":\"no\",\"reason\":\"bad key\"}";
        String vendor = "{\"response\":{\"status\":401,\"message\":\"x\",\"error\":true,\"error_code\":7}}";
        return Stream.of(
                argumentSet("OAuth error with 400", 400, oauth),
                argumentSet("OAuth error with 401", 401, oauth),
                argumentSet("OAuth error with 200", 200, oauth),
                argumentSet("OAuth error with 403", 403, oauth),
                argumentSet("OAuth error with 404", 404, oauth),
                argumentSet("OAuth error with 302", 302, oauth),
                argumentSet("OAuth error in capitals", 200, "{\"error\":\" INVALID_CLIENT \"}"),
                argumentSet("OAuth error beside a token", 200, "{\"error\":\"invalid_client\",\"access_token\":\"x\"}"),
                argumentSet("vendor's command line, 400", 400, cli),
                argumentSet("vendor's command line, 200", 200, cli),
                argumentSet("a reason alone", 200, "{\"reason\":\"key has expired\"}"),
                argumentSet("senhasegura's envelope, 200", 200, vendor),
                argumentSet("senhasegura's envelope, 400", 400, vendor),
                argumentSet("senhasegura's envelope, 404", 404, vendor),
                argumentSet("senhasegura's 1006, 400", 400, error333(1006, "1006: User does not have access")),
                argumentSet("Portuguese, 200", 200, "{\"response\":{\"erro\":true,\"mensagem\":\"x\"}}"),
                argumentSet("error code alone", 200, "{\"error_code\":3,\"access_token\":\"x\"}"),
                argumentSet("code 401 inside 200", 200, "{\"code\":401}"),
                argumentSet("401, empty", 401, ""),
                argumentSet("401, HTML", 401, "<h1>Unauthorized</h1>"),
                argumentSet("403, gateway", 403, "{\"message\":\"Your IP address is not allowed\"}"),
                argumentSet("no route, JSON", 404, "{\"message\":\"" + NO_ROUTE + "\"}"),
                argumentSet("no route, HTML", 404, "<p>" + NO_ROUTE + ".</p>"),
                argumentSet("no route, text with 200", 200, NO_ROUTE),
                argumentSet("no route with 500", 500, "{\"message\":\"" + NO_ROUTE + "\"}"),
                argumentSet(
                        "not authorized", 200, "{\"message\":\"You are not authorized to access this resource.\"}"));
    }

    @ParameterizedTest
    @MethodSource
    void notAuthenticated(int status, String body) {
        assertRefused(refused(Responses.text(status, "text/html", body)), Outcome.NOT_AUTHENTICATED, status);
    }

    static Stream<Arguments> passingTrouble() {
        return Stream.of(
                argumentSet("429", 429, "{\"message\":\"API rate limit exceeded\"}", Outcome.RATE_LIMITED),
                argumentSet("429, empty", 429, "", Outcome.RATE_LIMITED),
                argumentSet("OAuth error with 500", 500, "{\"error\":\"invalid_client\"}", Outcome.SERVER_ERROR),
                argumentSet("OAuth error with 503", 503, "{\"error\":\"invalid_client\"}", Outcome.UNAVAILABLE),
                argumentSet("status 503 in a 200", 200, "{\"response\":{\"status\":503}}", Outcome.UNAVAILABLE),
                argumentSet(
                        "no name for the server behind the gateway",
                        500,
                        "{\"message\":\"failed the initial dns/balancer resolve for 'x' with: dns server error: 2\"}",
                        Outcome.UNAVAILABLE),
                argumentSet("500", 500, "{\"message\":\"An unexpected error occurred\"}", Outcome.SERVER_ERROR),
                argumentSet(
                        "500 in senhasegura's words", 500, error333(500, "Unexpected error."), Outcome.SERVER_ERROR),
                argumentSet("500 with a token", 500, "{\"access_token\":\"x\"}", Outcome.SERVER_ERROR),
                argumentSet("Unexpected error in a 200", 200, error333(500, "Unexpected error."), Outcome.SERVER_ERROR),
                argumentSet("501, HTML", 501, "<p>x</p>", Outcome.SERVER_ERROR),
                argumentSet("502", 502, "", Outcome.UPSTREAM_INVALID_RESPONSE),
                argumentSet(
                        "invalid response with 200",
                        200,
                        "An invalid response was received from the upstream server",
                        Outcome.UPSTREAM_INVALID_RESPONSE),
                argumentSet("503", 503, "{\"message\":\"name resolution failed\"}", Outcome.UNAVAILABLE),
                argumentSet("504", 504, "<p>x</p>", Outcome.UPSTREAM_TIMEOUT),
                argumentSet("408", 408, "{\"message\":\"Request timeout\"}", Outcome.UPSTREAM_TIMEOUT),
                argumentSet(
                        "timing out with 400",
                        400,
                        "{\"message\":\"The upstream server is timing out\"}",
                        Outcome.UPSTREAM_TIMEOUT));
    }

    @ParameterizedTest
    @MethodSource
    void passingTrouble(int status, String body, Outcome expected) {
        assertRefused(refused(Responses.text(status, "text/html", body)), expected, status);
    }

    static Stream<Arguments> unexpected() {
        return Stream.of(
                argumentSet("HTML", 200, "<html>Log in</html>"),
                argumentSet("empty", 200, ""),
                argumentSet("empty object", 200, "{}"),
                argumentSet("400, empty", 400, ""),
                argumentSet("400, HTML", 400, "<h1>Bad Request</h1>"),
                argumentSet("400, broken", 400, "{\"error"),
                argumentSet("400 with a token in it", 400, "{\"access_token\":\"x\"}"),
                argumentSet("403, HTML", 403, "<h1>Forbidden</h1>"),
                argumentSet("426, https wanted", 426, "{\"message\":\"Please use HTTPS protocol\"}"),
                argumentSet(
                        "http on nginx's https port",
                        400,
                        "<center>The plain HTTP request was sent to HTTPS port</center><hr><center>nginx</center>"),
                argumentSet("array", 200, "[]"),
                argumentSet("broken", 200, "{\"access_token\":\"x\""),
                argumentSet("doubled key", 200, "{\"access_token\":\"x\",\"access_token\":\"y\"}"),
                argumentSet("201", 201, "{\"access_token\":\"x\"}"),
                argumentSet("204", 204, ""),
                argumentSet("404, HTML", 404, "<h1>Not Found</h1>"),
                argumentSet("404, JSON without an error", 404, "{\"message\":\"Not Found\"}"),
                argumentSet("405", 405, "{}"),
                argumentSet("password activated", 200, Responses.ACTIVATED_3_33),
                argumentSet("token type mac", 200, "{\"token_type\":\"mac\",\"access_token\":\"x\"}"),
                argumentSet("token type 7", 200, "{\"token_type\":7,\"access_token\":\"x\"}"),
                argumentSet("token in response", 200, "{\"response\":{\"access_token\":\"x\"}}"),
                argumentSet("token null", 200, "{\"access_token\":null}"),
                argumentSet("token empty", 200, "{\"access_token\":\"\"}"),
                argumentSet("token as a number", 200, "{\"access_token\":12}"),
                argumentSet("token as an object", 200, "{\"access_token\":{\"value\":\"x\"}}"),
                argumentSet("token with a line end", 200, "{\"access_token\":\"a\\r\\nX-Evil: 1\"}"),
                argumentSet("token with a line feed at its end", 200, "{\"access_token\":\"abc\\n\"}"),
                argumentSet("token with a blank", 200, "{\"access_token\":\"a b\"}"),
                argumentSet("token with a tab", 200, "{\"access_token\":\"a\\tb\"}"),
                argumentSet("token with NUL", 200, "{\"access_token\":\"a\\u0000\"}"),
                argumentSet("token with DEL", 200, "{\"access_token\":\"a\\u007f\"}"),
                argumentSet("token that is not ASCII", 200, "{\"access_token\":\"chavé\"}"),
                argumentSet("token in a supplementary plane", 200, "{\"access_token\":\"\\ud83d\\ude00\"}"));
    }

    @ParameterizedTest
    @MethodSource
    void unexpected(int status, String body) {
        assertRefused(refused(Responses.json(status, body)), Outcome.UNEXPECTED_RESPONSE, status);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsNotFollowedAndNoSecretGoesToTheOtherHost(int status) {
        try (SimulatedServer other = SimulatedServer.http()) {
            Answer redirect = Responses.text(status, "text/html", "", "Location: " + other.url("127.0.0.1") + "token");
            assertRefused(refused(redirect), Outcome.UNEXPECTED_RESPONSE, status);
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void otherEncodingIsUnexpected() {
        byte[] body = "{\"access_token\":\"x\",\"hint\":\"não\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(refused(Responses.bytes(200, "application/json", body)), Outcome.UNEXPECTED_RESPONSE, 200);
    }

    @Test
    void oversizedAnswerIsUnexpected() {
        String body = "{\"access_token\":\"" + "x".repeat(RawResponse.BODY_CAP) + "\"}";
        assertRefused(refused(Responses.json(200, body)), Outcome.UNEXPECTED_RESPONSE, 200);
    }

    @Test
    void cutAnswerIsUnreachable() {
        Answer cut = Responses.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"access_token\":\"x\"}");
        assertRefused(refused(cut), Outcome.UNREACHABLE, 200);
    }

    @Test
    void refusedConnectionIsUnreachable() {
        SimulatedServer gone = SimulatedServer.http();
        gone.close();
        Settings settings = Settings.of(server).tokenUrl(gone.url() + "token");
        assertOutcome(fixture.enable(settings.build()).operation(), Outcome.UNREACHABLE);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void failedTokenRequestsAndApiRequestsAreCountedTogether() {
        server.response(SimulatedServer.TOKEN, Responses.json(503, ""), Responses.token("t"))
                .pending(Responses.json(500, ""), Responses.activated());
        OperationResult activation = fixture.activation(server);
        assertThat(activation.outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(activation.attempts()).isEqualTo(3);
    }

    static Stream<Arguments> granted() {
        return Stream.of(
                argumentSet(
                        "bearer in small letters", "{\"token_type\":\"bearer\",\"access_token\":\"abc.DEF-123_~+/=\"}"),
                argumentSet("type with blanks", "{\"token_type\":\" Bearer \",\"access_token\":\"abc.DEF-123_~+/=\"}"),
                argumentSet("no type", "{\"access_token\":\"abc.DEF-123_~+/=\",\"expires_in\":\"3600\"}"),
                argumentSet("type null", "{\"token_type\":null,\"access_token\":\"abc.DEF-123_~+/=\"}"),
                argumentSet("odd life", "{\"access_token\":\"abc.DEF-123_~+/=\",\"expires_in\":[3600]}"),
                argumentSet("error false", "{\"access_token\":\"abc.DEF-123_~+/=\",\"error\":false,\"code\":200}"),
                argumentSet("byte order mark", "\uFEFF{\"access_token\":\"abc.DEF-123_~+/=\"}"));
    }

    @ParameterizedTest
    @MethodSource
    void granted(String body) {
        server.response(SimulatedServer.TOKEN, Responses.text(200, "text/html", body))
                .pending(Responses.activated());
        assertThat(fixture.activation(server).outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(server.requests(SimulatedServer.ENABLE_10).get(0).header("Authorization"))
                .isEqualTo("Bearer abc.DEF-123_~+/=");
    }

    /** What a token endpoint may put where, and a marker that must come out nowhere. */
    enum Marked {
        PAGE(200, "<html>%s</html>"),
        PLAIN_TEXT(404, "%s"),
        DESCRIPTION_BESIDE_A_TOKEN(
                400, "{\"error\":\"invalid_client\",\"error_description\":\"%1$s\",\"access_token\":\"%1$s\"}"),
        DESCRIPTION_OF_ANOTHER_ERROR(400, "{\"error\":\"x\",\"error_description\":\"%1$s\",\"hint\":\"%1$s\"}"),
        ERROR_NAME(401, "{\"error\":\"%s\"}"),
        MESSAGE(401, "{\"message\":\"%s\"}"),
        ENVELOPE(200, "{\"response\":{\"message\":\"%1$s\",\"mensagem\":\"%1$s\",\"detail\":\"%1$s\",\"error\":true}}"),
        REASON(200, "{\"reason\":\"%s\"}"),
        ERROR_CODE(400, "{\"error_code\":\"%s\"}"),
        SENTENCE_AND_MORE(404, "no Route matched with those values. %s"),
        REQUEST_ID(500, "{\"message\":\"Unexpected error.\",\"request_id\":\"%s\"}"),
        UNUSABLE_TOKEN(200, "{\"access_token\":\"a b %s\"}"),
        BROKEN(200, "{\"access_token\":\"%s\"");

        private final int status;
        private final String body;

        Marked(int status, String body) {
            this.status = status;
            this.body = body;
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfTheBodyIsShown(Marked marked) {
        String body = marked.body.formatted("Xmarker7X");
        OperationEnd enabled =
                fixture.enable(server.response(SimulatedServer.TOKEN, Responses.json(marked.status, body)));
        assertThat(enabled.operation().outcome().isSuccess()).isFalse();
        assertThat(enabled.toString()).doesNotContain("marker7");
        assertThat(fixture.log()).isNotEmpty().noneMatch(line -> line.contains("marker7"));
    }

    @Test
    void knownWordsAndCodesOfTheBodyAreShown() {
        assertThat(refused(Responses.json(400, "{\"error\":\"invalid_client\"}"))
                        .message())
                .isEqualTo("invalid_client");
        assertThat(refused(Responses.json(403, "{\"message\":\"Your IP address is not allowed\"}"))
                        .message())
                .isEqualTo("Your IP address is not allowed");
        assertThat(refused(Responses.json(404, "{\"message\":\"" + NO_ROUTE + "\"}"))
                        .message())
                .isEqualTo(NO_ROUTE);
        assertThat(refused(Responses.json(400, "{\"response\":{\"message\":\"1006: x\",\"error\":true}}"))
                        .errorCode())
                .isEqualTo("1006");
    }

    @Test
    void descriptionAndHintOfAnErrorWithoutATokenAreShownRedacted() {
        String body = "{\"error\":\"invalid_request\",\"error_description\":\"missing\",\"hint\":\"Check `%s`\"}";
        OperationResult activation = fixture.enable(
                        Settings.of(server.response(
                                        SimulatedServer.TOKEN, Responses.json(400, body.formatted("s3cr3t-Value"))))
                                .build(),
                        new ClientCredentials("key", "id", "s3cr3t-Value"))
                .operation();
        assertThat(activation.message()).isEqualTo("invalid_request: missing: Check `****`");
    }
}
