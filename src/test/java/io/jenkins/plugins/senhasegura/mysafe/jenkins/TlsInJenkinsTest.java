package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates.Issued;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS as an administrator sets it up: the server's own authority, and a client certificate from the store. */
class TlsInJenkinsTest extends SharedJenkins {
    private static final String STEP = "mysafeEnablePassword 10";
    private static final String CERTIFICATE_ID = "mysafe-certificate";
    private static final String PASTE = "into Trusted CA certificates of the server";
    private static final Issued AUTHORITY = Certificates.authority("Own CA");
    private static final Issued LOCALHOST = AUTHORITY.issue("localhost", "localhost");

    private final List<AutoCloseable> open = new ArrayList<>();
    private MySafeServer settings;

    @AfterEach
    void closeServers() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        certificate(null);
    }

    private SimulatedServer serve(SSLContext context, boolean demandClientCertificate) {
        SimulatedServer secure =
                SimulatedServer.https(context, demandClientCertificate).pending(Responses.activated());
        open.add(secure);
        settings = Controller.server("main", secure.url());
        settings.setTrustedCertificates(AUTHORITY.pem());
        Controller.servers(settings);
        return secure;
    }

    private SimulatedServer serve(Issued certificate) {
        return serve(certificate.serverContext(), false);
    }

    private void trust(String pem) {
        settings.setTrustedCertificates(pem);
        Controller.servers(settings);
    }

    private void assertNotTrusted(SimulatedServer secure, String reason, String remedy) throws Exception {
        int before = secure.requests().size();
        WorkflowRun run = run(Result.FAILURE, STEP);
        assertThat(log(run))
                .containsPattern("\\(TLS_FAILURE, (access token request|API call), 1 attempt")
                .contains(reason, "What to do: ", remedy, "This fails the build.")
                .doesNotContain("\tat ");
        assertThat(secure.requests()).hasSize(before);
    }

    @Test
    void ownAuthorityIsTrusted() throws Exception {
        SimulatedServer secure = serve(LOCALHOST);

        run(Result.SUCCESS, STEP);

        assertThat(secure.requests()).hasSize(2);
    }

    @Test
    void intermediateAuthorityIsTrustedThroughItsRoot() throws Exception {
        serve(AUTHORITY.issueAuthority("Intermediate CA").issue("localhost", "localhost"));

        run(Result.SUCCESS, STEP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsInForceAreSpoken(String version) throws Exception {
        serve(LOCALHOST.serverContext(version), false);

        run(Result.SUCCESS, STEP);
    }

    @Test
    void authorityThatNobodyNamedIsNotTrusted() throws Exception {
        SimulatedServer secure = serve(LOCALHOST);
        trust(null);

        assertNotTrusted(secure, "no trusted connection to localhost", PASTE);
    }

    @Test
    void removedAuthorityIsNotTrustedFromTheNextCallOn() throws Exception {
        SimulatedServer secure = serve(LOCALHOST);
        run(Result.SUCCESS, STEP);

        trust(null);
        // A token is at hand and a connection is open, and neither is used.
        assertNotTrusted(secure, "no trusted connection to localhost", PASTE);

        trust(Certificates.authority("Own CA").pem());
        assertNotTrusted(secure, "no trusted connection to localhost", PASTE);

        trust(AUTHORITY.pem());
        run(Result.SUCCESS, STEP);
    }

    static Stream<BadCertificate> badCertificates() {
        Instant now = Instant.now();
        Instant before = now.minus(10, ChronoUnit.DAYS);
        return Stream.of(
                new BadCertificate(
                        "of another host",
                        AUTHORITY.issue("x", "pam.invalid"),
                        "another host name",
                        "Use a host name in the URL that the certificate holds"),
                new BadCertificate(
                        "of an address",
                        AUTHORITY.issue("x", "127.0.0.1"),
                        "another host name",
                        "Use a host name in the URL that the certificate holds"),
                new BadCertificate(
                        "expired",
                        AUTHORITY.issue("localhost", before, now.minus(1, ChronoUnit.HOURS), "localhost"),
                        "the certificate of localhost has expired",
                        "renewed"),
                new BadCertificate(
                        "not yet valid",
                        AUTHORITY.issue(
                                "localhost", now.plus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.DAYS), "localhost"),
                        "no trusted connection to localhost",
                        "Set the clock of this controller"),
                new BadCertificate(
                        "self-signed",
                        Certificates.selfSigned("localhost"),
                        "no trusted connection to localhost",
                        PASTE),
                new BadCertificate(
                        "of an authority by the same name",
                        Certificates.authority("Own CA").issue("localhost", "localhost"),
                        "no trusted connection to localhost",
                        PASTE));
    }

    record BadCertificate(String name, Issued issued, String reason, String remedy) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("badCertificates")
    void badCertificateFailsTheBuildBeforeAnythingIsSent(BadCertificate bad) throws Exception {
        assertNotTrusted(serve(bad.issued()), bad.reason(), bad.remedy());
    }

    @Test
    void selfSignedCertificateIsTrustedWhereItIsNamedItself() throws Exception {
        Issued own = Certificates.selfSigned("localhost");
        serve(own);
        trust(own.pem());

        run(Result.SUCCESS, STEP);
    }

    /** Java's own server cannot speak TLS 1.1 any more, so this one writes its hello by hand. */
    @Test
    void olderTlsIsRefused() throws Exception {
        try (OldServer old = new OldServer()) {
            settings = Controller.server("main", "https://localhost:" + old.port() + "/");
            settings.setTrustedCertificates(AUTHORITY.pem());
            Controller.servers(settings);

            WorkflowRun run = run(Result.FAILURE, STEP);

            assertThat(log(run))
                    .contains("(TLS_FAILURE, access token request, 1 attempt")
                    // The alert itself may be lost when the connection is dropped.
                    .contains("no common protocol. This plugin speaks TLS 1.2 and 1.3.");
        }
    }

    /** Answers a client's hello with one that chooses TLS 1.1, and reads to the end of what the client says to that. */
    private static final class OldServer implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        OldServer() throws IOException {
            Thread thread = new Thread(this::serve, "old-server");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            try (Socket socket = listener.accept()) {
                InputStream in = socket.getInputStream();
                byte[] record = in.readNBytes(5);
                in.readNBytes((record[3] & 0xFF) << 8 | record[4] & 0xFF);
                OutputStream out = socket.getOutputStream();
                // A record of TLS 1.1 with a ServerHello of 38 bytes: version, random, no session, a suite that every
                // Java still offers (ECDHE-RSA-AES128-SHA), none.
                out.write(HexFormat.of()
                        .parseHex("160302002a" + "02000026" + "0302" + "ab".repeat(32) + "00" + "c013" + "00"));
                out.flush();
                in.readAllBytes();
            } catch (IOException gone) {
                // The client may drop the connection instead of ending it.
            }
        }

        int port() {
            return listener.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    @Test
    void serversOnOneHostWithDifferentAuthoritiesShareNoConnection() throws Exception {
        SimulatedServer secure = serve(LOCALHOST);
        secure.response("/api/mysafe/password/active/11", Responses.activated());
        MySafeServer other = Controller.server("other", secure.url());
        other.setTrustedCertificates(Certificates.authority("Another CA").pem() + '\n' + AUTHORITY.pem());
        Controller.servers(settings, other);

        run(Result.SUCCESS, """
                def branches = [:]
                for (int i = 0; i < 10; i++) {
                    branches["main ${i}"] = { mysafeEnablePassword id: 10, server: 'main' }
                    branches["other ${i}"] = { mysafeEnablePassword id: 11, server: 'other' }
                }
                parallel branches
                """);

        List<Integer> ofMain = connections(secure, SimulatedServer.ENABLE_10);
        List<Integer> ofOther = connections(secure, "/api/mysafe/password/active/11");
        assertThat(ofMain).hasSize(10);
        assertThat(ofOther).hasSize(10).doesNotContainAnyElementsOf(ofMain);
    }

    @Test
    void serverThatTrustsNobodyDoesNotUseTheOpenConnectionOfOneThatDoes() throws Exception {
        SimulatedServer secure = serve(LOCALHOST);
        Controller.servers(settings, Controller.server("distrusting", secure.url()));
        run(Result.SUCCESS, STEP);

        WorkflowRun run = run(Result.FAILURE, "mysafeEnablePassword id: 10, server: 'distrusting'");

        assertThat(log(run)).contains("(TLS_FAILURE, API call, 1 attempt");
        assertThat(secure.requests(SimulatedServer.ENABLE_10)).hasSize(1);
    }

    private static List<Integer> connections(SimulatedServer secure, String path) {
        return secure.requests(path).stream()
                .map(SimulatedServer.Request::connection)
                .toList();
    }

    /** Puts a certificate into the store, in the place of the one before; none where it is null. */
    private static void certificate(Issued issued) throws Exception {
        List<Credentials> all = SystemCredentialsProvider.getInstance().getCredentials();
        all.removeIf(old -> old instanceof StandardCertificateCredentials);
        if (issued != null) {
            KeyStore store = issued.keyStore();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, Issued.password());
            all.add(new CertificateCredentialsImpl(
                    CredentialsScope.GLOBAL,
                    CERTIFICATE_ID,
                    null,
                    Secret.fromString(new String(Issued.password())).getEncryptedValue(),
                    new CertificateCredentialsImpl.UploadedKeyStoreSource(
                            null, SecretBytes.fromRawBytes(bytes.toByteArray()))));
        }
    }

    private SimulatedServer demanding() {
        SimulatedServer secure = serve(LOCALHOST.serverContext(AUTHORITY), true);
        settings.setClientCertificateId(CERTIFICATE_ID);
        return secure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void clientCertificateFromTheStoreIsShownToTokenEndpointAndApi(String version) throws Exception {
        SimulatedServer secure = serve(LOCALHOST.serverContext(version, AUTHORITY), true);
        settings.setClientCertificateId(CERTIFICATE_ID);
        certificate(AUTHORITY.issue("jenkins"));

        run(Result.SUCCESS, STEP);

        assertThat(secure.requests()).hasSize(2);
    }

    @Test
    void clientCertificateThatIsDemandedAndNotSetIsATlsFailure() throws Exception {
        SimulatedServer secure = demanding();
        settings.setClientCertificateId(null);

        assertNotTrusted(secure, "no trusted connection to localhost", "as Client certificate of the server");
    }

    @Test
    void clientCertificateOfAnotherAuthorityIsATlsFailure() throws Exception {
        SimulatedServer secure = demanding();
        certificate(Certificates.authority("Foreign CA").issue("jenkins"));

        assertNotTrusted(secure, "no trusted connection to localhost", "as Client certificate of the server");
    }

    @Test
    void clientCertificateThatIsNotInTheStoreIsConfiguration() throws Exception {
        SimulatedServer secure = demanding();

        WorkflowRun run = run(Result.FAILURE, STEP);

        assertThat(log(run)).contains("(CONFIGURATION", "clientCertificateId", CERTIFICATE_ID);
        assertThat(secure.connections()).isZero();
    }

    @Test
    void clientCertificateWhosePasswordIsWrongIsConfiguration() throws Exception {
        SimulatedServer secure = demanding();
        SystemCredentialsProvider.getInstance().getCredentials().add(new Unreadable());

        WorkflowRun run = run(Result.FAILURE, STEP);

        assertThat(log(run)).contains("(CONFIGURATION", "clientCertificateId").doesNotContain("wrong-password");
        assertThat(secure.connections()).isZero();
    }

    /** Jenkins' own kind is checked when it is made, but a key store that it points to may change. */
    private static final class Unreadable extends BaseStandardCredentials implements StandardCertificateCredentials {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super(CredentialsScope.GLOBAL, CERTIFICATE_ID, null);
        }

        @Override
        public KeyStore getKeyStore() {
            return LOCALHOST.keyStore();
        }

        @Override
        public Secret getPassword() {
            return Secret.fromString("wrong-password");
        }
    }

    @Test
    void anotherClientCertificateMeansAnotherConnection() throws Exception {
        SimulatedServer secure = demanding();
        certificate(AUTHORITY.issue("jenkins 1"));
        run(Result.SUCCESS, STEP);
        List<Integer> before = connections(secure, SimulatedServer.ENABLE_10);

        certificate(AUTHORITY.issue("jenkins 2"));
        run(Result.SUCCESS, STEP);

        assertThat(connections(secure, SimulatedServer.ENABLE_10))
                .hasSize(2)
                .last()
                .isNotIn(before);
    }
}
