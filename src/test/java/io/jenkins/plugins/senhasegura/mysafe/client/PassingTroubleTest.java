package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SERVER_ERROR, UPSTREAM_INVALID_RESPONSE, UPSTREAM_TIMEOUT, UNAVAILABLE and RATE_LIMITED: answers that are tried again.
 */
class PassingTroubleTest extends OutcomeTestBase {
    private static final String KONG_HTML =
            "<!doctype html><html><head><title>Error</title></head><body><h1>Error</h1><p>%s.</p></body></html>";
    private static final String KONG_XML =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><error><message>%s</message></error>";

    static Stream<Arguments> serverError() {
        return Stream.of(
                argumentSet("as documented", 500, error333(500, "Unexpected error.")),
                argumentSet("as version 3.32 would", 500, error332(500, "Unexpected error.")),
                argumentSet("in a 200", 200, error333(500, "Unexpected error.")),
                argumentSet(
                        "in a 200 without flags",
                        200,
                        "{\"code\":200,\"response\":{\"message\":\"unexpected ERROR\"}}"),
                argumentSet(
                        "in a 200, in mensagem",
                        200,
                        "{\"response\":{\"erro\":true,\"mensagem\":\"Unexpected error.\"}}"),
                argumentSet("in a 400", 400, error333(400, "Unexpected error.")),
                argumentSet("of the gateway", 500, "{\"message\":\"An unexpected error occurred\"}"),
                argumentSet("500 with success in it", 500, Responses.ACTIVATED_3_33),
                argumentSet("500 with the vendor's 1005", 500, error333(1005, "1005: Password not found")),
                argumentSet("500, HTML", 500, "<h1>Internal Server Error</h1>"),
                argumentSet("500, empty", 500, ""),
                argumentSet("500, broken", 500, "{\"code\":"),
                argumentSet("500, doubled key", 500, "{\"code\":500,\"code\":500}"),
                argumentSet("501", 501, "Not Implemented"),
                argumentSet("505", 505, ""),
                argumentSet("507", 507, "{}"),
                argumentSet("520 of another gateway", 520, "<html></html>"),
                argumentSet("599", 599, "[]"));
    }

    @ParameterizedTest
    @MethodSource
    void serverError(int status, String body) {
        assertAnswered(enabled(Responses.text(status, "text/plain", body)), Outcome.SERVER_ERROR, status);
    }

    static Stream<Arguments> upstreamInvalidResponse() {
        return sentence(
                502,
                "An invalid response was received from the upstream server",
                // Both spellings of the vendor's page.
                "An invalid response was received from the upstream server .",
                "An invalid response was received from the a seupstream server");
    }

    @ParameterizedTest
    @MethodSource
    void upstreamInvalidResponse(int status, String body) {
        assertAnswered(enabled(Responses.text(status, "text/plain", body)), Outcome.UPSTREAM_INVALID_RESPONSE, status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"message\":\"Bad Gateway\"}", "<h1>Bad Gateway</h1>", "", "{", "[1]"})
    void status502IsUpstreamInvalidResponse(String body) {
        assertAnswered(enabled(Responses.text(502, "text/html", body)), Outcome.UPSTREAM_INVALID_RESPONSE, 502);
    }

    static Stream<Arguments> upstreamTimeout() {
        return sentence(504, "The upstream server is timing out", "The upstream server is timing out.");
    }

    @ParameterizedTest
    @MethodSource
    void upstreamTimeout(int status, String body) {
        assertAnswered(enabled(Responses.text(status, "text/plain", body)), Outcome.UPSTREAM_TIMEOUT, status);
    }

    /** Each spelling in every form and with statuses that say something else. */
    private static Stream<Arguments> sentence(int usual, String... spellings) {
        return Stream.of(spellings)
                .flatMap(text -> Stream.of(
                        argumentSet("JSON: " + text, usual, "{\"message\":\"" + text + "\"}"),
                        argumentSet(
                                "newer JSON: " + text, usual, "{\"message\":\"" + text + "\",\"request_id\":\"1\"}"),
                        argumentSet("3.33: " + text, usual, error333(usual, text)),
                        argumentSet("mensagem: " + text, usual, "{\"response\":{\"mensagem\":\"" + text + "\"}}"),
                        argumentSet("HTML: " + text, usual, KONG_HTML.formatted(text)),
                        argumentSet("XML: " + text, usual, KONG_XML.formatted(text)),
                        argumentSet("plain text: " + text, usual, text + "\n"),
                        argumentSet(
                                "capitals: " + text,
                                usual,
                                "{\"message\":\"" + text.toUpperCase(Locale.ROOT) + "?!\"}"),
                        argumentSet("with 200: " + text, 200, "{\"code\":200,\"message\":\"" + text + "\"}"),
                        argumentSet("with 400: " + text, 400, "{\"message\":\"" + text + "\"}"),
                        argumentSet("with 401: " + text, 401, "{\"message\":\"" + text + "\"}"),
                        argumentSet("with 403, HTML: " + text, 403, KONG_HTML.formatted(text)),
                        argumentSet("with 429: " + text, 429, "{\"message\":\"" + text + "\"}"),
                        argumentSet("with 500, text: " + text, 500, text),
                        argumentSet("with 503, XML: " + text, 503, KONG_XML.formatted(text)),
                        argumentSet("with 200, HTML: " + text, 200, KONG_HTML.formatted(text))));
    }

    static Stream<Arguments> statusAlone() {
        return Stream.of(504, 408)
                .flatMap(status -> Stream.of(
                        argumentSet(status + " JSON", status, "{\"message\":\"Request timeout\"}"),
                        argumentSet(status + " HTML", status, "<h1>Time-out</h1>"),
                        argumentSet(status + " empty", status, ""),
                        argumentSet(status + " broken", status, "{")));
    }

    @ParameterizedTest
    @MethodSource("statusAlone")
    void status504And408AreUpstreamTimeout(int status, String body) {
        assertAnswered(enabled(Responses.text(status, "text/html", body)), Outcome.UPSTREAM_TIMEOUT, status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"The upstream server is currently unavailable\"}",
                "{\"message\":\"failure to get a peer from the ring-balancer\"}",
                "{\"message\":\"name resolution failed\"}",
                "<h1>Service Unavailable</h1>",
                "",
                "{\"a\":"
            })
    void status503IsUnavailable(String body) {
        assertAnswered(enabled(Responses.text(503, "text/html", body)), Outcome.UNAVAILABLE, 503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"API rate limit exceeded\"}",
                "<h1>Too Many Requests</h1>",
                "",
                "{",
                "Unexpected error."
            })
    void status429IsRateLimited(String body) {
        assertAnswered(enabled(Responses.text(429, "text/html", body)), Outcome.RATE_LIMITED, 429);
    }
}
