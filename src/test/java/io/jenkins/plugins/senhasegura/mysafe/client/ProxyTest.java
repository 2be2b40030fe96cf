package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Proxies;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates.Issued;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.TunnelProxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The way through a proxy: forwarding for http, a tunnel for https, with and without authentication. */
class ProxyTest {
    private static OperationsFixture fixture;
    private static Issued authority;

    @BeforeAll
    static void start() {
        fixture = new OperationsFixture();
        authority = Certificates.authority("Test CA");
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static Proxies always(int port, String user, String password) {
        return host -> new ProxySettings("localhost", port, user, password);
    }

    private static OperationResult enable(Settings settings) {
        return fixture.enable(settings.build()).operation();
    }

    /** The simulated server is the proxy itself here: it sees what a proxy sees. */
    @Test
    void plainHttpIsForwardedWithTheWholeUrl() {
        try (SimulatedServer proxy = SimulatedServer.http().pending(Responses.activated())) {
            OperationResult activation =
                    enable(Settings.of("http://pam.example:8080/").proxies(always(proxy.port(), null, null)));
            assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.ACTIVATED);
            assertThat(proxy.requests())
                    .extracting(SimulatedServer.Request::target)
                    .containsExactly(
                            "http://pam.example:8080" + SimulatedServer.TOKEN,
                            "http://pam.example:8080" + SimulatedServer.ENABLE_10);
            assertThat(proxy.requests()).allSatisfy(request -> {
                assertThat(request.header("Host")).isEqualTo("pam.example:8080");
                assertThat(request.headers("Proxy-Authorization")).isEmpty();
            });
        }
    }

    @Test
    void originsChallengeDoesNotGetTheProxysCredentials() {
        try (SimulatedServer proxy = SimulatedServer.http()) {
            proxy.pending(Responses.json(401, "{}", "WWW-Authenticate: Basic realm=\"origin\""));
            OperationResult activation =
                    enable(Settings.of("http://pam.example/").proxies(always(proxy.port(), "Aladdin", "open sesame")));
            assertThat(activation.outcome()).isEqualTo(Outcome.NOT_AUTHENTICATED);
            assertThat(proxy.requests(SimulatedServer.ENABLE_10)).hasSize(1);
        }
    }

    private static SimulatedServer secureServer() {
        Issued certificate = authority.issue("pam.example", "pam.example");
        return SimulatedServer.https(certificate.serverContext(), false).pending(Responses.activated());
    }

    @Test
    void httpsGoesThroughATunnel() {
        try (SimulatedServer server = secureServer();
                TunnelProxy proxy = TunnelProxy.open(server)) {
            OperationResult activation = enable(Settings.of("https://pam.example/")
                    .trust(authority.pem())
                    .proxies(always(proxy.port(), null, null)));
            assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.ACTIVATED);
            assertThat(server.requests()).hasSize(2);
            assertThat(proxy.heads())
                    .isNotEmpty()
                    .allMatch(head -> head.startsWith("CONNECT pam.example:443 HTTP/1.1\r\n"))
                    .noneMatch(head -> head.contains("Authorization"));
        }
    }

    @Test
    void tunnelProxyIsAnsweredWithItsCredentialsAndSeesNoOthers() {
        try (SimulatedServer server = secureServer();
                TunnelProxy proxy = TunnelProxy.authenticated(server, "Aladdin", "open sesame")) {
            OperationResult activation = enable(Settings.of("https://pam.example/")
                    .trust(authority.pem())
                    .proxies(always(proxy.port(), "Aladdin", "open sesame")));
            assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.ACTIVATED);
            assertThat(activation.attempts()).isEqualTo(1);
            assertThat(proxy.heads())
                    .anyMatch(head -> head.contains("Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="))
                    .noneMatch(head -> head.contains("Bearer"));
            assertThat(server.requests())
                    .allMatch(request -> request.headers("Proxy-Authorization").isEmpty());
        }
    }

    @Test
    void certificateBehindATunnelIsCheckedToo() {
        try (SimulatedServer server = secureServer();
                TunnelProxy proxy = TunnelProxy.open(server)) {
            OperationResult activation =
                    enable(Settings.of("https://pam.example/").proxies(always(proxy.port(), null, null)));
            assertThat(activation.outcome()).isEqualTo(Outcome.TLS_FAILURE);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void proxyThatRefusesConnectionsIsUnreachable() {
        SimulatedServer gone = SimulatedServer.http();
        gone.close();
        OperationResult activation =
                enable(Settings.of("https://pam.example/").proxies(always(gone.port(), null, null)));
        assertThat(activation.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(activation.attempts()).isEqualTo(3);
    }

    @Test
    void proxyIsAskedForEveryHostAndItsAnswerCountsAtOnce() {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (SimulatedServer server = SimulatedServer.http().pending(Responses.activated());
                SimulatedServer proxy = SimulatedServer.http().response("/token", Responses.token("t"))) {
            Proxies onlyForTokens = host -> {
                asked.add(host);
                return host.equals("tokens.example") ? new ProxySettings("localhost", proxy.port(), null, null) : null;
            };
            OperationResult activation = enable(
                    Settings.of(server).tokenUrl("http://tokens.example/token").proxies(onlyForTokens));
            assertThat(activation.outcome()).isEqualTo(Outcome.ACTIVATED);
            // Once for whose circuit it is, and for each of the two requests.
            assertThat(asked).containsExactly("localhost", "tokens.example", "localhost");
            assertThat(proxy.requests()).hasSize(1);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void proxySettingThatCannotBeReadIsNotTheEndOfTheBuild() {
        try (SimulatedServer server = SimulatedServer.http()) {
            OperationResult activation = enable(Settings.of(server).proxies(host -> {
                throw new IllegalStateException("broken no-proxy pattern");
            }));
            assertThat(activation.outcome().isSuccess()).isFalse();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void proxysPasswordIsNotInItsText() {
        assertThat(new ProxySettings("proxy", 3128, "user", "hidden")).hasToString("proxy:3128 as user");
        assertThat(new ProxySettings("proxy", 3128, null, null)).hasToString("proxy:3128");
    }
}
