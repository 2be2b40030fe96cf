package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCertificate;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.OperationReport;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates.Issued;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the client trusts, and that a certificate it does not trust gets neither secret nor token. */
class TlsTest {
    private static OperationsFixture fixture;
    private static Issued authority;
    private static Issued localhost;

    private SimulatedServer server;

    @BeforeAll
    static void start() {
        fixture = new OperationsFixture();
        authority = Certificates.authority("Test CA");
        localhost = authority.issue("localhost", "localhost");
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    private Settings settings(SSLContext context) {
        return settings(context, false);
    }

    private Settings settings(SSLContext context, boolean demandClientCertificate) {
        server = SimulatedServer.https(context, demandClientCertificate).pending(Responses.activated());
        return Settings.of(server);
    }

    private static OperationResult enable(Settings settings) {
        return fixture.enable(settings.build()).operation();
    }

    private void assertActivated(Settings settings) {
        OperationResult activation = enable(settings);
        assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.ACTIVATED);
    }

    private void assertNotTrusted(Settings settings, String message) {
        OperationResult activation = enable(settings);
        assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.TLS_FAILURE);
        assertThat(activation.attempts()).isEqualTo(1);
        assertThat(activation.httpStatus()).isZero();
        assertThat(activation.message()).contains(message);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void ownAuthorityIsTrusted() {
        assertActivated(settings(localhost.serverContext()).trust(authority.pem()));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void oneOfSeveralAuthoritiesIsEnough() {
        String others = Certificates.authority("Other CA").pem();
        assertActivated(settings(localhost.serverContext()).trust(others + "\r\n# ours:\r\n" + authority.pem()));
    }

    @Test
    void selfSignedCertificateIsTrustedWhenItIsGiven() {
        Issued own = Certificates.selfSigned("localhost");
        assertActivated(settings(own.serverContext()).trust(own.pem()));
    }

    @Test
    void chainWithAnIntermediateAuthorityIsTrusted() {
        Issued deep = authority.issueAuthority("Intermediate CA").issue("localhost", "localhost");
        assertActivated(settings(deep.serverContext()).trust(authority.pem()));
    }

    @Test
    void certificateForAnAddressIsTrusted() {
        fixture.host("127.0.0.1", InetAddress.getLoopbackAddress());
        settings(authority.issue("by address", "127.0.0.1").serverContext());
        assertActivated(Settings.of(server.url("127.0.0.1")).trust(authority.pem()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsOfTlsWork(String version) {
        assertActivated(settings(localhost.serverContext(version)).trust(authority.pem()));
    }

    @Test
    void selfSignedCertificateIsRefused() {
        assertNotTrusted(settings(Certificates.selfSigned("localhost").serverContext()), "localhost");
    }

    @Test
    void unknownAuthorityIsRefused() {
        assertNotTrusted(settings(localhost.serverContext()), "no trusted connection to localhost");
    }

    @Test
    void anotherAuthorityOfTheSameNameIsRefused() {
        assertNotTrusted(
                settings(localhost.serverContext())
                        .trust(Certificates.authority("Test CA").pem()),
                "no trusted connection to localhost");
    }

    @Test
    void certificateSignedByAnotherServersCertificateIsRefused() {
        Issued child = localhost.issue("localhost", "localhost");
        assertNotTrusted(settings(child.serverContext()).trust(authority.pem()), "localhost");
    }

    @Test
    void certificateForAnotherHostIsRefused() {
        Issued other = authority.issue("other.example", "other.example");
        assertNotTrusted(
                settings(other.serverContext()).trust(authority.pem()),
                "the certificate of localhost was issued for another host name");
    }

    @Test
    void certificateForANameIsRefusedForTheAddress() {
        fixture.host("127.0.0.1", InetAddress.getLoopbackAddress());
        settings(localhost.serverContext());
        assertNotTrusted(Settings.of(server.url("127.0.0.1")).trust(authority.pem()), "another host name");
    }

    @Test
    void expiredCertificateIsRefused() {
        Instant now = Instant.now();
        Issued expired = authority.issue(
                "localhost", now.minus(9, ChronoUnit.DAYS), now.minus(1, ChronoUnit.HOURS), "localhost");
        assertNotTrusted(
                settings(expired.serverContext()).trust(authority.pem()), "the certificate of localhost has expired");
    }

    @Test
    void certificateThatIsNotYetValidIsRefused() {
        Instant now = Instant.now();
        Issued early =
                authority.issue("localhost", now.plus(1, ChronoUnit.HOURS), now.plus(9, ChronoUnit.DAYS), "localhost");
        assertNotTrusted(settings(early.serverContext()).trust(authority.pem()), "localhost");
    }

    @Test
    void untrustedTokenServerGetsNoSecret() {
        try (SimulatedServer api = SimulatedServer.http()) {
            settings(localhost.serverContext());
            assertNotTrusted(Settings.of(api).tokenUrl(server.url() + "token"), "no trusted connection");
            assertThat(api.requests()).isEmpty();
        }
    }

    @Test
    void untrustedApiGetsNoToken() {
        try (SimulatedServer tokens = SimulatedServer.http()) {
            assertNotTrusted(
                    settings(localhost.serverContext()).tokenUrl(tokens.url() + "api/oauth2/token"), "localhost");
            assertThat(tokens.requests()).hasSize(1);
        }
    }

    @Test
    void remedyNamesTheCertificate() {
        OperationEnd enabled =
                fixture.enable(settings(localhost.serverContext()).build());
        assertThat(OperationReport.lines(enabled, Locale.ENGLISH))
                .anyMatch(line -> line.contains("paste the certificate of the issuer"));
    }

    @Test
    void demandedClientCertificateIsSent() {
        Issued client = authority.issue("jenkins");
        ClientCertificate certificate = new ClientCertificate(client.keyStore(), Issued.password());
        assertActivated(settings(localhost.serverContext(authority), true)
                .trust(authority.pem())
                .clientCertificate(certificate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void missingClientCertificateIsATlsFailure(String version) {
        SSLContext context = localhost.serverContext(version, authority);
        assertNotTrusted(settings(context, true).trust(authority.pem()), "no trusted connection to localhost");
    }

    @Test
    void clientCertificateOfAnotherAuthorityIsATlsFailure() {
        Issued client = Certificates.authority("Other CA").issue("jenkins");
        ClientCertificate certificate = new ClientCertificate(client.keyStore(), Issued.password());
        assertNotTrusted(
                settings(localhost.serverContext(authority), true)
                        .trust(authority.pem())
                        .clientCertificate(certificate),
                "no trusted connection to localhost");
    }

    @Test
    void serversOnOneHostWithDifferentTrustShareNoConnection() {
        Settings trusting = settings(localhost.serverContext()).trust(authority.pem());
        assertActivated(trusting);
        OperationResult distrusting = enable(Settings.of(server).name("other"));
        assertThat(distrusting.outcome()).isEqualTo(Outcome.TLS_FAILURE);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void changedTrustCountsAtOnce() {
        assertActivated(settings(localhost.serverContext()).trust(authority.pem()));
        assertThat(enable(Settings.of(server)).outcome()).isEqualTo(Outcome.TLS_FAILURE);
        assertActivated(Settings.of(server).trust(authority.pem()));
    }

    @Test
    void clientCertificatesShareNoConnection() {
        settings(localhost.serverContext());
        assertActivated(Settings.of(server).trust(authority.pem()));
        List<Integer> before = connectionsOfRequests();
        Issued client = authority.issue("jenkins");
        assertActivated(Settings.of(server)
                .trust(authority.pem())
                .clientCertificate(new ClientCertificate(client.keyStore(), Issued.password())));
        List<Integer> after = connectionsOfRequests();
        assertThat(after.subList(before.size(), after.size())).isNotEmpty().doesNotContainAnyElementsOf(before);
    }

    private List<Integer> connectionsOfRequests() {
        return server.requests().stream()
                .map(SimulatedServer.Request::connection)
                .toList();
    }
}
