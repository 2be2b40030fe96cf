package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.client.FaultScene;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Proxies;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates.Issued;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer.Answer;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer.Request;
import io.jenkins.plugins.senhasegura.mysafe.testing.TunnelProxy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Proxies as they really answer: squid, tinyproxy, Apache, Traffic Server, mitmproxy. */
class ProxyFaultsTest {
    private static final String BASIC = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
    private static final String SQUID = "X-Squid-Error: ERR_CONNECT_FAIL 111";

    private final FaultRig rig = new FaultRig();
    private final FaultScene scene = new FaultScene(rig);

    @AfterEach
    void close() {
        scene.close();
        rig.close();
    }

    private OperationResult enable(Settings settings) throws Exception {
        return rig.enable(settings.build()).operation();
    }

    private static Proxies at(int port) {
        return host -> new ProxySettings("localhost", port, "Aladdin", "open sesame");
    }

    private static void assertProxys(OperationResult activation, Outcome outcome, int attempts, String message) {
        assertThat(activation.outcome()).as(activation.toString()).isEqualTo(outcome);
        assertThat(activation.attempts()).isEqualTo(attempts);
        assertThat(activation.answeredBy()).isEqualTo(AnsweredBy.PROXY);
        assertThat(activation.message()).startsWith("the proxy localhost ").contains(message);
    }

    static Stream<Arguments> connect() {
        Answer cut = Responses.rawThenClose(
                "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 3000\r\n\r\n<");
        return Stream.of(
                argumentSet(
                        "squid, name unknown",
                        Responses.json(500, "", "X-Squid-Error: ERR_CANNOT_FORWARD 0"),
                        Outcome.UNREACHABLE,
                        "cannot reach or resolve vault.example (HTTP 500)"),
                argumentSet(
                        "tinyproxy, port refused",
                        Responses.rawThenClose("HTTP/1.0 500 Unable to connect\r\n\r\n"),
                        Outcome.UNREACHABLE,
                        "(HTTP 500)"),
                argumentSet("not found", Responses.json(404, ""), Outcome.UNREACHABLE, "(HTTP 404)"),
                argumentSet("Apache, name unknown", Responses.json(502, ""), Outcome.UNREACHABLE, "(HTTP 502)"),
                argumentSet(
                        "port not allowed",
                        Responses.json(403, ""),
                        Outcome.UNEXPECTED_RESPONSE,
                        "does not allow the way to vault.example (HTTP 403)"),
                argumentSet(
                        "login, by another status",
                        Responses.json(401, ""),
                        Outcome.UNEXPECTED_RESPONSE,
                        "refuses the user or the password"),
                argumentSet(
                        "login, page cut off",
                        cut,
                        Outcome.UNEXPECTED_RESPONSE,
                        "refuses the user or the password that Jenkins has for it (HTTP 407)"),
                argumentSet(
                        "Negotiate or NTLM only",
                        Responses.json(407, "", "Proxy-Authenticate: Negotiate", "Proxy-Authenticate: NTLM"),
                        Outcome.UNEXPECTED_RESPONSE,
                        "demands a login by Negotiate, NTLM (HTTP 407)"));
    }

    @ParameterizedTest
    @MethodSource
    void connect(Answer response, Outcome outcome, String message) throws Exception {
        SimulatedServer proxy = scene.http().response("vault.example:443", response);
        OperationResult activation =
                enable(Settings.of("https://vault.example/").proxies(at(proxy.port())));
        assertProxys(activation, outcome, outcome.isRetried() ? 3 : 1, message);
    }

    static Stream<Arguments> forward() {
        Answer reset = FaultScene.resetAfter(
                "HTTP/1.0 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 3000\r\n\r\n<");
        return Stream.of(
                argumentSet("squid, refused", Responses.json(503, "", SQUID), Outcome.UNREACHABLE, "(HTTP 503)"),
                argumentSet("squid, unknown", Responses.json(502, "", SQUID), Outcome.UNREACHABLE, "(HTTP 502)"),
                argumentSet(
                        "squid, denied",
                        Responses.json(403, "", SQUID),
                        Outcome.UNEXPECTED_RESPONSE,
                        "does not allow the way"),
                argumentSet(
                        "tinyproxy, a reset overtakes its page",
                        reset,
                        Outcome.UNEXPECTED_RESPONSE,
                        "refuses the user or the password"),
                argumentSet(
                        "tinyproxy, wrong password",
                        tinyproxy("401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"Tinyproxy\""),
                        Outcome.UNEXPECTED_RESPONSE,
                        "refuses the user or the password that Jenkins has for it (HTTP 401)"),
                argumentSet(
                        "tinyproxy, filtered",
                        tinyproxy("403 Filtered"),
                        Outcome.UNEXPECTED_RESPONSE,
                        "does not allow the way to vault.example (HTTP 403)"),
                argumentSet(
                        "tinyproxy, unknown or refused",
                        tinyproxy("500 Unable to connect"),
                        Outcome.UNREACHABLE,
                        "cannot reach or resolve vault.example (HTTP 500)"));
    }

    /** Its page is lost to a reset, since it closes the connection with the request's body unread. */
    private static Answer tinyproxy(String statusAndHeaders) {
        return FaultScene.resetAfter("HTTP/1.0 " + statusAndHeaders
                + "\r\nServer: tinyproxy/1.11.1\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<?xml");
    }

    /** Where no proxy is set, nobody but the server and what stands in front of it can have answered. */
    @Test
    void tinyproxyIsNobodysProxyWhereNoneIsSet() throws Exception {
        SimulatedServer server = scene.http().pending(Responses.json(500, "{}", "Server: tinyproxy/1.11.1"));
        OperationResult activation = enable(Settings.of(server));
        assertThat(activation.outcome()).isEqualTo(Outcome.SERVER_ERROR);
        assertThat(activation.answeredBy()).isNull();
    }

    @ParameterizedTest
    @MethodSource
    void forward(Answer response, Outcome outcome, String message) throws Exception {
        SimulatedServer proxy = scene.http().pending(response);
        OperationResult activation = enable(Settings.of("http://vault.example/").proxies(at(proxy.port())));
        assertProxys(activation, outcome, outcome.isRetried() ? 3 : 1, message);
    }

    /** What is only relayed is not the proxy's, though both carry {@code Via}. */
    @Test
    void relayedErrorIsTheServersOwn() throws Exception {
        SimulatedServer proxy = scene.http().pending(Responses.json(503, "", "Via: 1.1 proxy (squid/5.7)"));
        OperationResult activation = enable(Settings.of("http://vault.example/").proxies(at(proxy.port())));
        assertThat(activation.outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(activation.answeredBy()).isNotEqualTo(AnsweredBy.PROXY);
    }

    @Test
    void proxyThatCannotReachTheServerCountsForTheCircuit() throws Exception {
        SimulatedServer proxy = scene.http().response("vault.example:443", Responses.json(503, ""));
        Limits one = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), 1, 64, true);
        Settings settings =
                Settings.of("https://vault.example/").proxies(at(proxy.port())).limits(one);
        for (int i = 0; i < 5; i++) {
            assertThat(enable(settings).outcome()).isEqualTo(Outcome.UNREACHABLE);
        }
        assertThat(enable(settings).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }

    /** mitmproxy falls silent after its challenge, and tinyproxy closes: both want the user with the first request. */
    @Test
    void basicGoesAlongFromTheStartOfATunnel() throws Exception {
        Issued authority = Certificates.authority("Test CA");
        SimulatedServer server = scene.https(authority.issue("vault.example", "vault.example"));
        try (TunnelProxy proxy = TunnelProxy.authenticated(server, "Aladdin", "open sesame")) {
            OperationResult activation = enable(
                    Settings.of("https://vault.example/").trust(authority.pem()).proxies(at(proxy.port())));
            assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.ACTIVATED);
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    @Test
    void byHttpNoRequestGoesOutTwice() throws Exception {
        SimulatedServer proxy = scene.http();
        assertThat(enable(Settings.of("http://vault.example/").proxies(at(proxy.port())))
                        .outcome())
                .isEqualTo(Outcome.ACTIVATED);
        assertThat(proxy.requests())
                .hasSize(2)
                .allMatch(request -> BASIC.equals(request.header("Proxy-Authorization")));
    }

    /** Jenkins' own setting is the only one. */
    @Test
    void proxyOfTheJavaRuntimeIsNotUsed() throws Exception {
        SimulatedServer proxy = scene.http();
        System.setProperty("http.proxyHost", "localhost");
        System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
        try {
            rig.host("vault.example", name -> new InetAddress[] {InetAddress.getLoopbackAddress()});
            rig.assertActivates(Settings.of(scene.http().url("vault.example")).build());
            assertThat(proxy.connections()).isZero();
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
    }

    private static Answer digest(Answer passed, Answer challenged) {
        return (request, socket) -> {
            String login = request.header("Proxy-Authorization");
            boolean passes = login != null && login.startsWith("Digest ") && login.contains("username=\"Aladdin\"");
            return (passes ? passed : challenged).write(request, socket);
        };
    }

    /** Where it closes with its challenge, and its page is cut off, the next connection carries what it wants. */
    @Test
    void digestGoesOnWorkingAndIsRemembered() throws Exception {
        String challenge = "Proxy-Authenticate: Digest realm=\"p\", nonce=\"abc\", qop=\"auth\"";
        Answer polite = Responses.json(407, "", challenge);
        Answer rude = FaultScene.resetAfter("HTTP/1.1 407 No\r\n" + challenge + "\r\nContent-Length: 3000\r\n\r\n<");
        SimulatedServer proxy = scene.http()
                .response(SimulatedServer.TOKEN, digest(Responses.token("t"), polite))
                .pending(digest(Responses.activated(), rude));
        OperationResult activation = enable(Settings.of("http://vault.example/").proxies(at(proxy.port())));
        assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.ACTIVATED);
        assertThat(activation.attempts()).isEqualTo(1);
        assertThat(proxy.requests().stream().map(request -> scheme(request)))
                .containsExactly("Basic", "Digest", "none", "Digest");
    }

    private static String scheme(Request request) {
        String login = request.header("Proxy-Authorization");
        return login == null ? "none" : login.substring(0, login.indexOf(' '));
    }
}
