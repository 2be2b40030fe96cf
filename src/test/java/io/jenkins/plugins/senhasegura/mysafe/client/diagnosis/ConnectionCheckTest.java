package io.jenkins.plugins.senhasegura.mysafe.client.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.OperationsFixture;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Stage;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Stage.Kind;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Stage.Status;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.RawServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.TunnelProxy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the connection test tells: each stage, the remedy at the first that fails, and never a secret. */
class ConnectionCheckTest {
    private static final String API = "/api/mysafe/password/active/" + Long.MAX_VALUE;
    private static final String NOT_FOUND = """
            {"code":400,"response":{"status":400,"message":"1005: Password not found","error":true,"error_code":1005}}""";

    private static List<Stage> test(ServerSettings settings) throws Exception {
        return test(settings, OperationsFixture.credentials());
    }

    private static List<Stage> test(ServerSettings settings, ClientCredentials credentials) throws Exception {
        try (OperationsFixture fixture = new OperationsFixture()) {
            return fixture.enabler.test(settings, credentials, Locale.ENGLISH).get(20, TimeUnit.SECONDS);
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
            server.response(API, Responses.json(400, NOT_FOUND));

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
    void missingTokenPathSaysWhatToTry() throws Exception {
        try (SimulatedServer server = SimulatedServer.http()) {
            Stage last = last(test(Settings.of(server).tokenUrl("other/token").build()));

            assertThat(last.kind()).isEqualTo(Kind.TOKEN);
            assertThat(last.text()).contains("NOT_AUTHENTICATED", "HTTP 404");
            assertThat(last.remedy()).contains(server.url() + "other/token", "Access Token URL empty");

            server.response(SimulatedServer.TOKEN, Responses.text(404, "text/html", "<html>no such page</html>"));
            Stage neither = last(test(Settings.of(server).tokenUrl(null).build()));
            assertThat(neither.remedy()).contains(server.url() + "api/oauth2/token", server.url() + "iso/oauth2/token");
            assertThat(neither.text()).doesNotContain("<html>");
        }
    }

    @Test
    void tokenPathThatWasFoundIsNamedAndTheWayThereIsToldOnce() throws Exception {
        try (SimulatedServer server = SimulatedServer.http()) {
            server.response(API, Responses.json(400, NOT_FOUND));
            ServerSettings settings = Settings.of(server).tokenUrl(null).build();
            List<Stage> stages = test(settings);
            assertThat(stages)
                    .extracting(Stage::kind)
                    .containsExactly(Kind.NAME, Kind.CONNECTION, Kind.TLS, Kind.TOKEN, Kind.API);
            assertThat(stages.get(3).text()).contains(server.url() + "api/oauth2/token");
        }
    }

    @Test
    void tenantIsSentAndLedToWhereTheServerIsCalledByItsAddress() throws Exception {
        try (SimulatedServer server = SimulatedServer.http()) {
            server.response(SimulatedServer.TOKEN, Responses.json(401, "{\"error\":\"invalid_client\"}"));
            String url = server.url("127.0.0.1");
            assertThat(last(test(Settings.of(url).build())).remedy()).contains("setting for the tenant");
            assertThat(last(test(Settings.of(url).tenant("acme").build())).remedy())
                    .doesNotContain("setting for the tenant");
            assertThat(server.requests().get(1).body()).endsWith("&tenant=acme");
        }
    }

    @Test
    void connectionThatWasThereAlreadyIsToldToo() throws Exception {
        try (SimulatedServer server = SimulatedServer.http();
                OperationsFixture fixture = new OperationsFixture()) {
            server.response(API, Responses.json(400, NOT_FOUND));
            ServerSettings settings = Settings.of(server).build();
            for (int i = 0; i < 2; i++) {
                List<Stage> stages = fixture.enabler
                        .test(settings, OperationsFixture.credentials(), Locale.ENGLISH)
                        .get(20, TimeUnit.SECONDS);
                assertThat(stages)
                        .extracting(Stage::kind)
                        .containsExactly(Kind.NAME, Kind.CONNECTION, Kind.TLS, Kind.TOKEN, Kind.API);
            }
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void refusedTokenShowsNoSecretEvenWhereTheServerEchoesIt() throws Exception {
        try (SimulatedServer server = SimulatedServer.http()) {
            server.response(SimulatedServer.TOKEN, Responses.json(401, """
                    {"error":"invalid_client","error_description":"the-client-secret is wrong"}"""));
            List<Stage> stages = test(Settings.of(server).build());
            assertThat(last(stages).remedy()).contains("Client Secret");
            assertThat(stages.toString()).doesNotContain(OperationsFixture.SECRET);

            server.response(SimulatedServer.TOKEN, Responses.token("the-token"));
            server.response(API, Responses.json(401, "{\"message\":\"the-token of the-client-secret was refused\"}"));
            stages = test(Settings.of(server).build());
            assertThat(last(stages).kind()).isEqualTo(Kind.API);
            assertThat(last(stages).status()).isEqualTo(Status.FAILED);
            assertThat(stages.toString())
                    .doesNotContain(OperationsFixture.SECRET)
                    .doesNotContain("the-token");
        }
    }

    @Test
    void aSecretUserNameIsShownAsLittleAsTheSecret() throws Exception {
        ClientCredentials secretName = new ClientCredentials("key", "the-client-id", OperationsFixture.SECRET, true);
        try (SimulatedServer server = SimulatedServer.http()) {
            String body = "{\"error\":\"invalid_client\",\"error_description\":\"the-client-id is disabled\"}";
            server.response(SimulatedServer.TOKEN, Responses.json(401, body));
            assertThat(test(Settings.of(server).build(), secretName).toString())
                    .contains("**** is disabled")
                    .doesNotContain("the-client-id");
            server.response(SimulatedServer.TOKEN, Responses.token("the-token"));
            server.response(API, Responses.json(403, response(403, "the-client-id may not do this")));
            assertThat(test(Settings.of(server).build(), secretName).toString())
                    .contains("**** may not do this")
                    .doesNotContain("the-client-id");
        }
    }

    private static String response(int status, String message) {
        return "{\"response\":{\"status\":%d,\"message\":\"%s\",\"error\":true}}".formatted(status, message);
    }

    private static Stage api(int status, String body) throws Exception {
        try (SimulatedServer server = SimulatedServer.http()) {
            server.response(API, Responses.json(status, body));
            Stage last = last(test(Settings.of(server).build()));
            assertThat(last.kind()).isEqualTo(Kind.API);
            return last;
        }
    }

    @Test
    void anIdentifierThatIsNoneToTheServerIsAsGoodAsOneThatNoPasswordHas() throws Exception {
        assertThat(api(400, response(400, "1010: Unexpected identifier type")).status())
                .isEqualTo(Status.PASSED);
        assertThat(api(400, response(400, "1006: User does not have access")).status())
                .isEqualTo(Status.PASSED);
    }

    @Test
    void whatTheApiItselfSaysOtherwiseIsNoted() throws Exception {
        Stage noted = api(400, response(400, "1001: Missing parameter"));
        assertThat(noted.status()).isEqualTo(Status.NOTED);
        assertThat(noted.remedy()).contains("Authentication works");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404|{\"response\":{\"status\":404,\"message\":\"Resource sub not found\",\"error\":true,\"error_code\":4}}",
                "404|{\"error\":\"anything\"}",
                "404|{\"message\":\"no Route matched with those values\"}",
                "405|{\"message\":\"Method not allowed\"}"
            })
    void aWrongUrlIsNoProofOfAuthentication(int status, String body) throws Exception {
        Stage last = api(status, body);
        assertThat(last.status()).isEqualTo(Status.FAILED);
        assertThat(last.remedy()).contains("There is no MySafe API at", "api/mysafe/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "426|Please use HTTPS protocol",
                "500|An unexpected error occurred",
                "500|failed the initial dns/balancer resolve for 'x' with: timeout",
                "503|name resolution failed",
                "403|Your IP address is not allowed"
            })
    void aGatewayThatAnswersInsteadOfTheApiFailsTheStage(int status, String message) throws Exception {
        Stage last = api(status, "{\"message\":\"" + message + "\"}");
        assertThat(last.status()).isEqualTo(Status.FAILED);
        assertThat(last.remedy()).isNotBlank();
        assertThat(last.text() + last.remedy()).contains(message).doesNotContain("Authentication works");
    }

    @Test
    void connectionIsPassedOnlyWhereTheTunnelStands() throws Exception {
        try (RawServer silent = new RawServer((socket, number) -> RawServer.awaitEnd(socket))) {
            List<Stage> stages = test(Settings.of("https://localhost:8443/")
                    .proxies(host -> new ProxySettings("localhost", silent.port(), null, null))
                    .timeouts(Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(5))
                    .build());
            assertThat(stages).extracting(Stage::kind).containsExactly(Kind.NAME, Kind.CONNECTION);
            assertThat(last(stages).status()).isEqualTo(Status.FAILED);
            assertThat(last(stages).remedy()).contains("proxy");
        }
    }

    @Test
    void whatHappensInATunnelThatStandsIsTheServers() throws Exception {
        try (SimulatedServer plain = SimulatedServer.http();
                TunnelProxy open = TunnelProxy.open(plain)) {
            List<Stage> stages = test(Settings.of("https://localhost:" + plain.port() + "/")
                    .proxies(host -> new ProxySettings("localhost", open.port(), null, null))
                    .build());
            assertThat(stages).extracting(Stage::kind).containsExactly(Kind.NAME, Kind.CONNECTION, Kind.TLS);
            assertThat(last(stages).status()).isEqualTo(Status.FAILED);
        }
    }

    @Test
    void proxyIsNamedAndItsRefusalIsTheConnections() throws Exception {
        Certificates.Issued certificate = Certificates.selfSigned("localhost");
        try (SimulatedServer server = SimulatedServer.https(certificate.serverContext(), false);
                TunnelProxy open = TunnelProxy.open(server);
                TunnelProxy closed = TunnelProxy.refusing(407)) {
            server.response(API, Responses.json(400, NOT_FOUND));
            List<Stage> through = test(Settings.of(server)
                    .trust(certificate.pem())
                    .proxies(host -> new ProxySettings("localhost", open.port(), null, null))
                    .build());
            assertThat(through.get(1).text()).contains("through the proxy localhost:" + open.port());
            assertThat(last(through).status()).isEqualTo(Status.PASSED);

            List<Stage> stages = test(Settings.of(server)
                    .proxies(host -> new ProxySettings("localhost", closed.port(), null, null))
                    .build());
            assertThat(stages).extracting(Stage::kind).containsExactly(Kind.NAME, Kind.CONNECTION);
            Stage refused = last(stages);
            assertThat(refused.kind()).isEqualTo(Kind.CONNECTION);
            assertThat(refused.text()).contains("407");
            assertThat(refused.remedy()).contains("proxy");
        }
    }

    @Test
    void silentServerIsGivenUpAtItsTimeOut() throws Exception {
        try (SimulatedServer server = SimulatedServer.http()) {
            server.response(SimulatedServer.TOKEN, Responses.silence());
            Stage last = last(test(Settings.of(server)
                    .timeouts(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(5))
                    .build()));
            assertThat(last.kind()).isEqualTo(Kind.TOKEN);
            assertThat(last.text()).startsWith("UNREACHABLE");
        }
    }
}
