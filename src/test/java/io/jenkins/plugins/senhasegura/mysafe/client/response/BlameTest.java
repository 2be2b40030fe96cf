package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy.GATEWAY;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy.PROXY;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy.SENHASEGURA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who answered and which common mistake shows, by recorded responses of Kong, nginx, Apache, Caddy, HAProxy and squid. */
class BlameTest {
    private static final String KONG =
            "{\n  \"message\":\"%s\",\n  \"request_id\":\"4cbb0a3ad3c2a4592e0a2f04bd54dc11\"\n}";
    private static final String NGINX =
            "<html>\r\n<head><title>%1$s</title></head>\r\n<body>\r\n<center><h1>%1$s</h1></center>"
                    + "\r\n%2$s<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n";
    private static final Map<String, String> ALONE = Map.of("x-kong-response-latency", "0");
    private static final Map<String, String> UPSTREAM = Map.of("x-kong-upstream-latency", "3", "via", "1.1 kong/3.9.1");
    private static final Map<String, String> SQUID = Map.of("x-squid-error", "ERR_ACCESS_DENIED 0");

    private static RawResponse response(
            int status, Map<String, String> headers, String body, RawResponse.Origin origin) {
        return new RawResponse(status, headers, body.getBytes(StandardCharsets.UTF_8), origin);
    }

    private static Arguments row(
            String name, int status, Map<String, String> headers, String body, AnsweredBy by, Outcome outcome) {
        return argumentSet(name, response(status, headers, body, RawResponse.Origin.PROXIED), by, outcome);
    }

    static List<Arguments> answeredBy() {
        String envelope = "{\"response\":{\"status\":400,\"message\":\"1006: x\",\"error\":true}}";
        return List.of(
                row(
                        "Kong alone, acl",
                        403,
                        ALONE,
                        KONG.formatted("You cannot consume this service"),
                        GATEWAY,
                        Outcome.ACCESS_DENIED),
                row("Kong alone, without a body", 403, ALONE, "", GATEWAY, Outcome.ACCESS_DENIED),
                row(
                        "older Kong without headers",
                        404,
                        Map.of(),
                        "{\"message\":\"no Route matched with those values\"}",
                        GATEWAY,
                        Outcome.NOT_AUTHENTICATED),
                row(
                        "Kong of the server it asked",
                        502,
                        UPSTREAM,
                        KONG.formatted("An invalid response was received from the upstream server"),
                        GATEWAY,
                        Outcome.UPSTREAM_INVALID_RESPONSE),
                row(
                        "Kong, DNS, 503",
                        503,
                        ALONE,
                        KONG.formatted("name resolution failed"),
                        GATEWAY,
                        Outcome.UNAVAILABLE),
                row(
                        "Kong, DNS, 500",
                        500,
                        ALONE,
                        KONG.formatted("failed the initial dns/balancer resolve for 'x' with: dns client error: 101"),
                        GATEWAY,
                        Outcome.UNAVAILABLE),
                row(
                        "Kong 2.8, DNS, 500",
                        500,
                        ALONE,
                        "{\"message\":\"An unexpected error occurred\"}",
                        GATEWAY,
                        Outcome.SERVER_ERROR),
                row("senhasegura", 400, Map.of(), envelope, SENHASEGURA, Outcome.ACCESS_DENIED),
                row("senhasegura behind Kong", 400, UPSTREAM, envelope, SENHASEGURA, Outcome.ACCESS_DENIED),
                row(
                        "a page behind Kong",
                        403,
                        UPSTREAM,
                        NGINX.formatted("403 Forbidden", ""),
                        SENHASEGURA,
                        Outcome.ACCESS_DENIED),
                row("nginx", 403, Map.of(), NGINX.formatted("403 Forbidden", ""), GATEWAY, Outcome.ACCESS_DENIED),
                row(
                        "HAProxy",
                        503,
                        Map.of(),
                        "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n"
                                + "</body></html>\n",
                        GATEWAY,
                        Outcome.UNAVAILABLE),
                row(
                        "a page of nobody's",
                        403,
                        Map.of("via", "1.1 proxy"),
                        "<h1>Forbidden</h1>",
                        null,
                        Outcome.ACCESS_DENIED),
                row(
                        "JSON that is not the gateway's",
                        404,
                        Map.of(),
                        "{\"message\":\"x\",\"path\":\"/\"}",
                        null,
                        Outcome.BAD_REQUEST),
                row("squid refuses", 403, SQUID, "<h1>ERROR</h1>", PROXY, Outcome.UNEXPECTED_RESPONSE),
                row("squid cannot resolve", 503, SQUID, "<h1>ERROR</h1>", PROXY, Outcome.UNREACHABLE),
                row(
                        "a proxy wants a password",
                        407,
                        Map.of(),
                        "{\"message\":\"x\"}",
                        PROXY,
                        Outcome.UNEXPECTED_RESPONSE));
    }

    @ParameterizedTest
    @MethodSource
    void answeredBy(RawResponse response, AnsweredBy by, Outcome outcome) {
        Verdict verdict = ApiResponseReader.read(Operation.ENABLE, response);
        assertThat(verdict.answeredBy()).isEqualTo(by);
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(TokenResponseReader.read(response).refusal().answeredBy()).isEqualTo(by);
    }

    @Test
    void withoutAProxyNobodyIsTakenForOne() {
        for (Map<String, String> headers : List.of(SQUID, Map.<String, String>of())) {
            RawResponse response = response(407, headers, "", RawResponse.Origin.DIRECT);
            assertThat(ApiResponseReader.read(Operation.ENABLE, response).answeredBy())
                    .isNull();
        }
    }

    private static Arguments mistake(String name, int status, String body, Outcome api, Outcome token, Hint hint) {
        return argumentSet(name, status, body, api, token, hint);
    }

    static List<Arguments> mistakes() {
        Outcome unexpected = Outcome.UNEXPECTED_RESPONSE;
        String apache =
                "<title>400 Bad Request</title><h1>Bad Request</h1><p>Your browser sent a request that this server"
                        + " could not understand.<br />\nReason: You're speaking plain HTTP to an SSL-enabled server port.<br />";
        return List.of(
                mistake(
                        "Kong's https-only route",
                        426,
                        KONG.formatted("Please use HTTPS protocol"),
                        Outcome.BAD_REQUEST,
                        unexpected,
                        Hint.HTTPS),
                mistake(
                        "nginx's https port",
                        400,
                        NGINX.formatted(
                                "400 The plain HTTP request was sent to HTTPS port",
                                "<center>The plain HTTP" + " request was sent to HTTPS port</center>\r\n"),
                        unexpected,
                        unexpected,
                        Hint.HTTPS),
                mistake("Apache's https port", 400, apache, unexpected, unexpected, Hint.HTTPS),
                mistake(
                        "Apache's https port, escaped",
                        400,
                        apache.replace("'", "&#39;"),
                        unexpected,
                        unexpected,
                        Hint.HTTPS),
                mistake(
                        "Caddy's https port",
                        400,
                        "Client sent an HTTP request to an HTTPS server.\n",
                        unexpected,
                        unexpected,
                        Hint.HTTPS),
                mistake(
                        "Kong's oauth2 by http",
                        400,
                        "{\"error\":\"access_denied\",\"error_description\":\"You must use HTTPS\"}",
                        Outcome.BAD_REQUEST,
                        unexpected,
                        Hint.HTTPS),
                mistake(
                        "address, up to Kong 3.3",
                        403,
                        "{\"message\":\"Your IP address is not allowed\"}",
                        Outcome.ACCESS_DENIED,
                        Outcome.NOT_AUTHENTICATED,
                        Hint.ADDRESS),
                mistake(
                        "address, from Kong 3.4 on",
                        403,
                        KONG.formatted("IP address not allowed: 10.0.0.7"),
                        Outcome.ACCESS_DENIED,
                        Outcome.NOT_AUTHENTICATED,
                        Hint.ADDRESS),
                mistake(
                        "client certificate",
                        400,
                        NGINX.formatted("400 No required SSL certificate was sent", ""),
                        unexpected,
                        unexpected,
                        Hint.CLIENT_CERTIFICATE),
                mistake(
                        "a path that senhasegura does not know",
                        404,
                        "{\"response\":{\"status\":404,\"message\":\"Resource sub not found\",\"error\":true}}",
                        Outcome.BAD_REQUEST,
                        Outcome.NOT_AUTHENTICATED,
                        Hint.UNKNOWN_PATH));
    }

    @ParameterizedTest
    @MethodSource
    void mistakes(int status, String body, Outcome api, Outcome token, Hint hint) {
        RawResponse response = response(status, Map.of(), body, RawResponse.Origin.DIRECT);
        Verdict read = ApiResponseReader.read(Operation.ENABLE, response);
        assertThat(read.outcome()).isEqualTo(api);
        assertThat(read.details().hints()).containsExactly(hint);
        Verdict refusal = TokenResponseReader.read(response).refusal();
        assertThat(refusal.outcome()).isEqualTo(token);
        assertThat(refusal.details().hints()).containsExactly(hint);
    }

    private static Verdict told(Verdict verdict, RawResponse response, String url, String id, String secret) {
        ServerSettings settings = Settings.of(url).build();
        return CommonMistakes.told(verdict, response, settings, new ClientCredentials("key", id, secret));
    }

    @ParameterizedTest
    @CsvSource({"http://pam.example/, HTTPS", "https://pam.example/, FORWARDED_BY_HTTP"})
    void httpsIsAskedForOnlyWhereTheUrlIsWithoutIt(String url, Hint hint) {
        RawResponse response =
                response(426, Map.of(), KONG.formatted("Please use HTTPS protocol"), RawResponse.Origin.DIRECT);
        for (Verdict read : List.of(
                ApiResponseReader.read(Operation.ENABLE, response),
                TokenResponseReader.read(response).refusal())) {
            assertThat(told(read, response, url, "id", "secret").details().hints())
                    .containsExactly(hint);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://pam.example/, https://PAM.example/api/x?secret=1, REDIRECT HTTPS, https://PAM.example/api/x",
        "http://pam.example/, https://pam.example:8443, REDIRECT HTTPS, https://pam.example:8443",
        "http://pam.example/, https://pam.example.org/x, REDIRECT, https://pam.example.org/x",
        "http://pam.example/, /login#top, REDIRECT, /login",
        "https://pam.example/, https://user:pw@pam.example/x, REDIRECT, https://pam.example/x",
        "https://pam.example/, //user:pw@pam.example, REDIRECT, //pam.example"
    })
    void redirectShowsWhereItPoints(String url, String location, String hints, String shown) {
        RawResponse response = response(301, Map.of("location", location), "<h1>Moved</h1>", RawResponse.Origin.DIRECT);
        for (Verdict read : List.of(
                ApiResponseReader.read(Operation.ENABLE, response),
                TokenResponseReader.read(response).refusal())) {
            Verdict verdict = told(read, response, url, "id", "secret");
            assertThat(verdict.outcome()).isEqualTo(Outcome.UNEXPECTED_RESPONSE);
            assertThat(verdict.message()).isEqualTo("Location: " + shown);
            assertThat(verdict.details().hints()).extracting(Hint::name).containsExactlyInAnyOrder(hints.split(" "));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://pam.example/, id, secret, ",
        "https://pam.example/, 'id ', secret, WHITE_SPACE",
        "https://pam.example/, id, '\u00a0secret', WHITE_SPACE",
        "https://10.0.0.1/, id, secret, TENANT",
        "https://[::1]/, id, secret, TENANT",
        "https://pam.example/api, id, secret, ENDS_IN_API",
        "https://pam.example/api/mysafe, id, secret, ENDS_IN_API",
        "https://pam.example/api/mysafe/password/active/, id, secret, ENDS_IN_API",
        "https://pam.example/x/iso/, id, secret, ENDS_IN_ISO"
    })
    void refusedTokenLeadsToWhatTheSettingsGiveAway(String url, String id, String secret, Hint hint) {
        RawResponse response =
                response(404, ALONE, KONG.formatted("no Route matched with those values"), RawResponse.Origin.DIRECT);
        Verdict verdict = told(TokenResponseReader.read(response).refusal(), response, url, id, secret);
        assertThat(verdict.details().hints()).isEqualTo(hint == null ? Set.of() : Set.of(hint));
        assertThat(verdict.requestId()).isEqualTo("4cbb0a3ad3c2a4592e0a2f04bd54dc11");
    }

    @Test
    void wordsThatNameATenantLeadToIt() {
        RawResponse response = response(
                401,
                Map.of(),
                "{\"error\":\"invalid_client\",\"error_description\":\"Tenant not found\"}",
                RawResponse.Origin.DIRECT);
        Verdict verdict =
                told(TokenResponseReader.read(response).refusal(), response, "https://pam.example/", "id", "s");
        assertThat(verdict.details().hints()).containsExactly(Hint.TENANT);
    }

    @Test
    void secretOfOneLetterMasksOnlyWhatTheServerSaid() {
        RawResponse response = response(
                400, Map.of("x-kong-request-id", "aabbcc"), "{\"message\":\"a bad thing\"}", RawResponse.Origin.DIRECT);
        Redactor redactor = Redactor.of(List.of("a"));
        OperationResult activation = ApiResponseReader.read(Operation.ENABLE, response)
                .result(Operation.ENABLE, new PasswordId(1), redactor, 1, 1, "main");
        assertThat(activation.message()).isEqualTo("**** b****d thing");
        assertThat(activation.requestId()).isEqualTo("aabbcc");
        assertThat(Verdict.withoutResponse(Outcome.UNREACHABLE, "a name").shown(redactor))
                .isEqualTo("a name");
    }
}
