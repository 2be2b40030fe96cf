package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.OperationReport;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PASSWORD_NOT_FOUND, ACCESS_DENIED, BAD_REQUEST and NOT_AUTHENTICATED as the API answers them. */
class RefusalTest extends OutcomeTestBase {
    /** The ways to name an error, for both error codes and with both statuses that it may come with. */
    private static Stream<Arguments> named(int code, String message) {
        return Stream.of(
                argumentSet("3.33", 400, envelope(400, message, code)),
                argumentSet("3.33 in a 200", 200, envelope(400, message, code)),
                argumentSet("3.32", 400, error332(code, message)),
                argumentSet("3.32 in a 200", 200, error332(code, message)),
                argumentSet(
                        "the code in the message only",
                        400,
                        "{\"code\":400,\"response\":{\"status\":400,\"message\":\"" + message + "\"}}"),
                argumentSet(
                        "the code in the message only, in a 200",
                        200,
                        "{\"response\":{\"status\":400,\"message\":\"" + message + "\",\"error\":true}}"),
                argumentSet(
                        "a flag of 400 beside the message's",
                        400,
                        "{\"code\":400,\"response\":{\"message\":\"" + message + "\",\"error_code\":400}}"),
                argumentSet(
                        "Portuguese message only, in a 200 in error",
                        200,
                        "{\"code\":200,\"response\":{\"erro\":true,\"mensagem\":\"" + message + "\"}}"),
                argumentSet("in detail", 400, "{\"response\":{\"message\":\"No\",\"detail\":\"" + message + "\"}}"),
                argumentSet("in the exception", 400, "{\"exception\":{\"code\":\"" + code + "\"}}"),
                argumentSet("gateway's bare message", 400, "{\"message\":\"" + message + "\"}"));
    }

    private static String envelope(int status, String message, int code) {
        return """
                {"code": %1$d, "response": {"status": %1$d, "message": "%2$s", "error": true, "error_code": %3$d,
                 "detail": "", "mensagem": "%2$s", "erro": true, "cod_erro": %3$d}}""".formatted(status, message, code);
    }

    static Stream<Arguments> passwordNotFound() {
        return named(1005, "1005: Password not found");
    }

    @ParameterizedTest
    @MethodSource
    void passwordNotFound(int status, String body) {
        OperationResult activation = enabled(Responses.json(status, body));
        assertAnswered(activation, Outcome.PASSWORD_NOT_FOUND, status);
        assertThat(activation.errorCode()).isEqualTo("1005");
    }

    static Stream<Arguments> accessDenied() {
        return named(1006, "1006: User does not have access");
    }

    @ParameterizedTest
    @MethodSource
    void accessDenied(int status, String body) {
        OperationResult activation = enabled(Responses.json(status, body));
        assertAnswered(activation, Outcome.ACCESS_DENIED, status);
        assertThat(activation.errorCode()).isEqualTo("1006");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"message\":\"Forbidden\"}", "<html>Forbidden</html>", "Forbidden", "", "{broken", "{}", "[]"})
    void status403IsAccessDenied(String body) {
        assertAnswered(enabled(Responses.text(403, "text/plain", body)), Outcome.ACCESS_DENIED, 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"Your IP address is not allowed\"}",
                "{\n  \"message\":\"IP address not allowed: 127.0.0.1\",\n  \"request_id\":\"1\"\n}",
                "<html><body><p>Your IP address is not allowed.</p></body></html>",
                "YOUR IP ADDRESS IS NOT ALLOWED"
            })
    void addressThatIsNotAllowedHasItsOwnRemedy(String body) {
        OperationEnd enabled = fixture.enable(server.pending(Responses.text(403, "text/plain", body)));
        assertAnswered(enabled.operation(), Outcome.ACCESS_DENIED, 403);
        assertThat(OperationReport.lines(enabled, Locale.ENGLISH))
                .anyMatch(line -> line.contains("Authorized IPs"))
                .noneMatch(line -> line.contains("can_edit"));
    }

    static Stream<Arguments> badRequest() {
        return Stream.of(
                argumentSet(
                        "the number in the flag", 400, "{\"response\":{\"error_code\":1005,\"cod_erro\":\"1005\"}}"),
                argumentSet("another vendor's code", 400, error333(1007, "1007: Something else")),
                argumentSet("no code", 400, "{\"code\":400,\"response\":{\"message\":\"Bad Request\"}}"),
                argumentSet("an empty object", 400, "{}"),
                argumentSet("404 with the vendor's not found", 404, error333(1005, "1005: Password not found")),
                argumentSet("404 of another application", 404, "{\"message\":\"Not Found\"}"),
                argumentSet("405", 405, "{\"error\":\"method\"}"),
                argumentSet("413 of the gateway", 413, "{\"message\":\"Payload too large\"}"),
                argumentSet("422 with odd types", 422, "{\"message\":[1],\"code\":{\"a\":null}}"),
                argumentSet("407 of a proxy", 407, "{\"message\":\"Proxy Authentication Required\"}"),
                argumentSet("499", 499, "{\"message\":\"Client closed request\"}"));
    }

    @ParameterizedTest
    @MethodSource
    void badRequest(int status, String body) {
        assertAnswered(enabled(Responses.json(status, body)), Outcome.BAD_REQUEST, status);
    }

    static Stream<Arguments> notAuthenticated() {
        String noRoute = "No route matched with those values.";
        String notAuthorized = "You are not authorized to access this resource.";
        return Stream.of(
                argumentSet("gateway, JSON", 404, "{\"message\":\"no Route matched with those values\"}"),
                argumentSet(
                        "gateway, newer JSON",
                        404,
                        "{\"message\":\"no Route matched with those values\",\"request_id\":\"abc\"}"),
                argumentSet("vendor's spelling", 404, "{\"message\":\"" + noRoute + "\"}"),
                argumentSet(
                        "capitals, other punctuation", 404, "{\"message\":\"NO ROUTE MATCHED  WITH THOSE VALUES !!\"}"),
                argumentSet("with 200", 200, "{\"code\":200,\"message\":\"" + noRoute + "\"}"),
                argumentSet("with 400", 400, "{\"message\":\"" + noRoute + "\"}"),
                argumentSet("with 500", 500, "{\"message\":\"" + noRoute + "\"}"),
                argumentSet("with 503", 503, "{\"message\":\"" + noRoute + "\"}"),
                argumentSet("with 302", 302, "{\"message\":\"" + noRoute + "\"}"),
                argumentSet("in the vendor's response", 400, error333(400, noRoute)),
                argumentSet(
                        "beside another message",
                        404,
                        "{\"response\":{\"message\":\"x\"},\"message\":\"" + noRoute + "\"}"),
                argumentSet("in mensagem", 400, "{\"response\":{\"mensagem\":\"" + noRoute + "\"}}"),
                argumentSet("in detail", 400, "{\"response\":{\"message\":\"Error\",\"detail\":\"" + noRoute + "\"}}"),
                argumentSet("gateway, HTML", 404, """
                        <!doctype html>
                        <html>
                          <head><meta charset="utf-8"><title>Kong Error</title></head>
                          <body><h1>Kong Error</h1><p>no Route matched with those values.</p></body>
                        </html>
                        """),
                argumentSet("gateway, XML", 404, """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <error>
                          <message>no Route matched with those values</message>
                        </error>
                        """),
                argumentSet("gateway, plain text", 404, "no Route matched with those values\n"),
                argumentSet("plain text with 502", 502, "No route matched\r\nwith those values."),
                argumentSet("HTML with 200", 200, "<p>No <b>route</b> matched with those values.</p>"),
                argumentSet("a JSON string", 404, "\"" + noRoute + "\""),
                argumentSet("not authorized, with 400", 400, "{\"message\":\"" + notAuthorized + "\"}"),
                argumentSet("not authorized, with 403", 403, "{\"message\":\"" + notAuthorized + "\"}"),
                argumentSet("not authorized, with 200", 200, error333(401, notAuthorized)),
                argumentSet("not authorized, with 500", 500, "{\"response\":{\"message\":\"" + notAuthorized + "\"}}"),
                argumentSet(
                        "not authorized, in short", 404, "{\"message\":\"not authorized to access this resource\"}"),
                argumentSet("not authorized, HTML", 403, "<h1>" + notAuthorized + "</h1>"),
                argumentSet("401, JSON", 401, "{\"message\":\"Unauthorized\"}"),
                argumentSet("401, vendor's code 1005", 401, error333(1005, "1005: Password not found")),
                argumentSet("401, HTML", 401, "<h1>Login</h1>"),
                argumentSet("401, empty", 401, ""),
                argumentSet("401, broken", 401, "{\"message"));
    }

    @ParameterizedTest
    @MethodSource
    void notAuthenticated(int status, String body) {
        OperationResult activation = enabled(Responses.text(status, "text/plain", body));
        assertAnswered(activation, Outcome.NOT_AUTHENTICATED, status);
        assertThat(server.requests(SimulatedServer.TOKEN)).hasSize(1);
    }

    @Test
    void challengeIsNotAnswered() {
        OperationResult activation = enabled(Responses.json(
                401,
                "{\"message\":\"Unauthorized\"}",
                "WWW-Authenticate: Basic realm=\"kong\"",
                "WWW-Authenticate: Bearer"));
        assertAnswered(activation, Outcome.NOT_AUTHENTICATED, 401);
    }

    @Test
    void refusedTokenOfAnEarlierCallIsReplacedOnce() {
        ClientCredentials credentials = OperationsFixture.credentials();
        ServerSettings settings = Settings.of(server).build();
        server.pending(
                Responses.activated(), Responses.json(401, "{\"message\":\"Unauthorized\"}"), Responses.activated());

        OperationResult first = fixture.enable(settings, credentials).operation();
        OperationResult second = fixture.enable(settings, credentials).operation();

        assertThat(first.attempts()).isEqualTo(1);
        assertThat(second.outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(server.requests(SimulatedServer.ENABLE_10))
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    }

    @Test
    void twoRefusedTokensAreEnough() {
        ClientCredentials credentials = OperationsFixture.credentials();
        ServerSettings settings = Settings.of(server).build();
        server.pending(
                Responses.activated(), Responses.json(404, "{\"message\":\"no Route matched with those values\"}"));

        fixture.enable(settings, credentials);
        OperationResult second = fixture.enable(settings, credentials).operation();

        assertThat(second.outcome()).isEqualTo(Outcome.NOT_AUTHENTICATED);
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(server.requests(SimulatedServer.TOKEN)).hasSize(2);
    }
}
