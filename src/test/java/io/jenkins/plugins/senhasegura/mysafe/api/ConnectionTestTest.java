package io.jenkins.plugins.senhasegura.mysafe.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.api.Stage.Kind;
import io.jenkins.plugins.senhasegura.mysafe.api.Stage.Status;
import io.jenkins.plugins.senhasegura.mysafe.testing.Answers;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.TunnelProxy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the connection test tells: each stage, the remedy at the first that fails, and never a secret. */
class ConnectionTestTest {
    private static final String API = "/api/mysafe/password/active/" + Long.MAX_VALUE;
    private static final String NOT_FOUND = """
            {"code":400,"response":{"status":400,"message":"1005: Password not found","error":true,"error_code":1005}}""";

    private static List<Stage> test(ServerSettings settings) throws Exception {
        try (EnablerFixture fixture = new EnablerFixture()) {
            return fixture.enabler
                    .test(settings, EnablerFixture.credentials(), Locale.ENGLISH)
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static Stage last(List<Stage> stages) {
        return stages.get(stages.size() - 1);
    }

    @Test
    void allStagesPassOverTls() throws Exception {
        Certificates.Issued authority = Certificates.authority("Example Root");
        Certificates.Issued certificate = authority.issue("localhost", "localhost");
        try (SimulatedServer server = SimulatedServer.https(certificate.serverContext(), false)) {
            server.answer(API, Answers.json(400, NOT_FOUND));

            List<Stage> stages = test(Settings.of(server).trust(authority.pem()).build());

            assertThat(stages)
                    .extracting(Stage::kind)
                    .containsExactly(Kind.NAME, Kind.CONNECTION, Kind.TLS, Kind.TOKEN, Kind.API);
            assertThat(stages.get(2).text())
                    .contains("CN=localhost", "CN=Example Root", "trusted CA certificates of this server");
            // It was issued for a day.
            assertThat(stages.get(2).status()).isEqualTo(Status.NOTED);
            assertThat(stages.get(3).text()).contains("3600");
            assertThat(last(stages).status()).isEqualTo(Status.PASSED);
            assertThat(last(stages).text()).contains("Not proved");
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void untrustedCertificateEndsAtTls() throws Exception {
        Certificates.Issued certificate = Certificates.selfSigned("localhost");
        try (SimulatedServer server = SimulatedServer.https(certificate.serverContext(), false)) {
            Stage last = last(test(Settings.of(server).build()));

            assertThat(last.kind()).isEqualTo(Kind.TLS);
            assertThat(last.status()).isEqualTo(Status.FAILED);
            assertThat(last.text()).startsWith("TLS_FAILURE");
            assertThat(last.remedy()).isNotBlank();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void unknownNameAndRefusedConnectionNameTheirRemedy() throws Exception {
        Stage name = last(test(Settings.of("http://no-such-host.invalid/").build()));
        assertThat(name.kind()).isEqualTo(Kind.NAME);
        assertThat(name.remedy()).contains("DNS");

        int free;
        try (SimulatedServer gone = SimulatedServer.http()) {
            free = gone.port();
        }
        Stage connection =
                last(test(Settings.of("http://localhost:" + free + "/").build()));
        assertThat(connection.kind()).isEqualTo(Kind.CONNECTION);
        assertThat(connection.remedy()).contains("firewall");
    }

    @Test
    void missingTokenPathSaysWhichOtherToTry() throws Exception {
        try (SimulatedServer server = SimulatedServer.http()) {
            Stage last =
                    last(test(Settings.of(server).tokenUrl("api/oauth2/token").build()));

            assertThat(last.kind()).isEqualTo(Kind.TOKEN);
            assertThat(last.text()).contains("NOT_AUTHENTICATED", "HTTP 404");
            assertThat(last.remedy()).contains(server.url() + "api/oauth2/token", server.url() + "iso/oauth2/token");

            server.answer(SimulatedServer.TOKEN, Answers.text(404, "text/html", "<html>no such page</html>"));
            Stage html = last(test(Settings.of(server).build()));
            assertThat(html.remedy()).contains(server.url() + "api/oauth2/token");
            assertThat(html.text()).doesNotContain("<html>");
        }
    }

    @Test
    void refusedTokenShowsNoSecretEvenWhereTheServerEchoesIt() throws Exception {
        try (SimulatedServer server = SimulatedServer.http()) {
            server.answer(SimulatedServer.TOKEN, Answers.json(401, """
                    {"error":"invalid_client","error_description":"the-client-secret is wrong"}"""));
            List<Stage> stages = test(Settings.of(server).build());
            assertThat(last(stages).remedy()).contains("Client Secret");
            assertThat(stages.toString()).doesNotContain(EnablerFixture.SECRET);

            server.answer(SimulatedServer.TOKEN, Answers.token("the-token"));
            server.answer(API, Answers.json(401, "{\"message\":\"the-token of the-client-secret was refused\"}"));
            stages = test(Settings.of(server).build());
            assertThat(last(stages).kind()).isEqualTo(Kind.API);
            assertThat(last(stages).status()).isEqualTo(Status.FAILED);
            assertThat(stages.toString()).doesNotContain(EnablerFixture.SECRET).doesNotContain("the-token");
        }
    }

    @Test
    void apiThatAnswersAnythingElseIsNotedAndAMissingOneFails() throws Exception {
        try (SimulatedServer server = SimulatedServer.http()) {
            Stage missing = last(test(Settings.of(server).build()));
            assertThat(missing.remedy()).contains(server.url(), "api/mysafe/");

            server.answer(API, Answers.json(500, "{\"message\":\"Unexpected error.\"}"));
            assertThat(last(test(Settings.of(server).build())).status()).isEqualTo(Status.NOTED);

            server.answer(API, Answers.json(403, "{\"message\":\"Your IP address is not allowed\"}"));
            Stage address = last(test(Settings.of(server).build()));
            assertThat(address.status()).isEqualTo(Status.FAILED);
            assertThat(address.remedy()).contains("allowed IPs");
        }
    }

    @Test
    void proxyIsNamedAndItsRefusalIsTheConnections() throws Exception {
        Certificates.Issued certificate = Certificates.selfSigned("localhost");
        try (SimulatedServer server = SimulatedServer.https(certificate.serverContext(), false);
                TunnelProxy open = TunnelProxy.open(server);
                TunnelProxy closed = TunnelProxy.refusing(407)) {
            server.answer(API, Answers.json(400, NOT_FOUND));
            List<Stage> through = test(Settings.of(server)
                    .trust(certificate.pem())
                    .proxies(host -> new ProxySettings("localhost", open.port(), null, null))
                    .build());
            assertThat(through.get(1).text()).contains("through the proxy localhost:" + open.port());
            assertThat(last(through).status()).isEqualTo(Status.PASSED);

            Stage refused = last(test(Settings.of(server)
                    .proxies(host -> new ProxySettings("localhost", closed.port(), null, null))
                    .build()));
            assertThat(refused.kind()).isEqualTo(Kind.CONNECTION);
            assertThat(refused.text()).contains("407");
            assertThat(refused.remedy()).contains("proxy");
        }
    }

    @Test
    void silentServerIsGivenUpAtItsTimeOut() throws Exception {
        try (SimulatedServer server = SimulatedServer.http()) {
            server.answer(SimulatedServer.TOKEN, Answers.silence());
            Stage last = last(test(Settings.of(server)
                    .timeouts(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(5))
                    .build()));
            assertThat(last.kind()).isEqualTo(Kind.TOKEN);
            assertThat(last.text()).startsWith("UNREACHABLE");
        }
    }
}
