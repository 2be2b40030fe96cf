package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.client.FaultScene;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCertificate;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates.Issued;
import io.jenkins.plugins.senhasegura.mysafe.testing.RawServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Why there is no TLS connection, in words that name what to mend. */
public class TlsFaultsTest {
    private static final Issued AUTHORITY = Certificates.authority("Test CA");
    private static final Instant NOW = Instant.now();

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

    private void assertTlsFailure(Settings settings, String... words) throws Exception {
        OperationResult activation = enable(settings);
        assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.TLS_FAILURE);
        assertThat(activation.attempts()).isEqualTo(1);
        Advice advice = Advice.of(activation, Locale.ENGLISH);
        String said = String.join("\n", activation.message(), advice.cause(), advice.solution());
        assertThat(said).contains(words);
    }

    private static Issued localhost() {
        return AUTHORITY.issue("localhost", "localhost");
    }

    private static Issued behind(Instant from, Instant to) {
        return AUTHORITY.issueAuthority("Intermediate CA", from, to).issue("localhost", "localhost");
    }

    static Stream<Arguments> chain() {
        Instant day = NOW.minus(20, ChronoUnit.DAYS);
        Instant next = NOW.plus(1, ChronoUnit.DAYS);
        Function<Instant, String> date = instant -> instant.toString().substring(0, 10);
        return Stream.of(
                argumentSet(
                        "without its intermediate",
                        behind(day, next).alone(),
                        "its issuer CN=Intermediate CA is neither trusted nor sent",
                        "Have the server send its whole chain, or paste the certificate of the issuer"),
                argumentSet(
                        "of an unknown authority",
                        Certificates.authority("Another CA").issue("localhost", "localhost"),
                        "its issuer CN=Another CA is neither trusted nor sent",
                        "into Trusted CA certificates"),
                argumentSet(
                        "of an authority that was made anew",
                        Certificates.authority("Test CA").issue("localhost", "localhost"),
                        "an authority named CN=Test CA is trusted, but another key has signed its certificate",
                        "into Trusted CA certificates"),
                argumentSet(
                        "that signs itself",
                        Certificates.selfSigned("localhost"),
                        "signs itself",
                        "into Trusted CA certificates"),
                argumentSet(
                        "that has expired",
                        AUTHORITY.issue("localhost", day, NOW.minus(10, ChronoUnit.DAYS), "localhost"),
                        "the certificate of localhost has expired on " + date.apply(NOW.minus(10, ChronoUnit.DAYS)),
                        "renewed"),
                argumentSet(
                        "with an intermediate that has expired",
                        behind(day, NOW.minus(10, ChronoUnit.DAYS)),
                        "the certificate of CN=Intermediate CA in its chain has expired on "
                                + date.apply(NOW.minus(10, ChronoUnit.DAYS)),
                        "intermediate"),
                argumentSet(
                        "that is not valid yet",
                        AUTHORITY.issue("localhost", next, NOW.plus(9, ChronoUnit.DAYS), "localhost"),
                        "is valid from " + date.apply(next) + " ",
                        "Set the clock of this controller"),
                argumentSet(
                        "for another host",
                        AUTHORITY.issue("elsewhere", "elsewhere.example"),
                        "was issued for another host name",
                        "a host name in the URL that the certificate holds"));
    }

    @ParameterizedTest
    @MethodSource
    void chain(Issued certificate, String words, String remedy) throws Exception {
        assertTlsFailure(Settings.of(scene.https(certificate)).trust(AUTHORITY.pem()), words, remedy);
    }

    /** What arrived can be compared with what the server has, before it is trusted. */
    @Test
    void fingerprintOfWhatIsNotTrustedIsShownAsOpensslWritesIt() throws Exception {
        Issued own = Certificates.selfSigned("localhost");
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(own.chain().get(0).getEncoded());
        String hexadecimal = HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        assertThat(hexadecimal).hasSize(32 * 3 - 1);
        assertTlsFailure(
                Settings.of(scene.https(own)).trust(AUTHORITY.pem()), "(fingerprint, SHA-256: " + hexadecimal + ").");
    }

    @Test
    void clockOfTheControllerIsShownBesideACertificateOfTomorrow() throws Exception {
        Issued early =
                AUTHORITY.issue("localhost", NOW.plus(1, ChronoUnit.DAYS), NOW.plus(9, ChronoUnit.DAYS), "localhost");
        assertTlsFailure(
                Settings.of(scene.https(early)).trust(AUTHORITY.pem()),
                "the clock of this controller says " + NOW.toString().substring(0, 10));
    }

    @Test
    void pastedIntermediateMakesUpForAnIncompleteChain() throws Exception {
        Issued deep = behind(NOW.minus(1, ChronoUnit.DAYS), NOW.plus(1, ChronoUnit.DAYS));
        String intermediate = Certificates.pem(deep.chain().get(1));
        rig.assertActivates(Settings.of(scene.https(deep.alone()))
                .trust(AUTHORITY.pem() + intermediate)
                .build());
    }

    /** Every alert by its number; how each is worded, see FailuresTest. */
    @ParameterizedTest
    @CsvSource({
        "40, handshake_failure, no certificate that is trusted here makes up",
        "70, no common protocol, Have TLS 1.2 or 1.3 enabled",
        "71, no common cipher suite, Have a cipher suite enabled",
        "112, without a dot, Give the full host name in the URL",
        "120, HTTP/2 only, Have HTTP/1.1 allowed"
    })
    void alert(int number, String words, String remedy) throws Exception {
        RawServer server = scene.raw((socket, connection) -> {
            FaultScene.readAtLeast(socket, 100);
            FaultScene.send(socket, "\u0015\u0003\u0003\u0000\u0002\u0002" + (char) number);
            RawServer.awaitEnd(socket);
        });
        assertTlsFailure(FaultScene.at("https", server.port()), "no trusted connection to localhost", words, remedy);
    }

    @Test
    void httpsOnAPortForHttpIsTold() throws Exception {
        RawServer nginx = scene.raw((socket, connection) -> {
            FaultScene.readAtLeast(socket, 100);
            FaultScene.send(socket, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            RawServer.awaitEnd(socket);
        });
        assertTlsFailure(FaultScene.at("https", nginx.port()), "Begin the URL with http://");
    }

    @Test
    void whoJustClosesIsUnreachableWithAHint() throws Exception {
        RawServer closing = scene.raw((socket, connection) -> FaultScene.readAtLeast(socket, 100));
        OperationResult https = enable(FaultScene.at("https", closing.port()));
        assertThat(https.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(https.attempts()).isEqualTo(3);
        assertThat(https.message()).contains("a port that speaks plain HTTP or HTTP/2 only");
        OperationResult http = enable(FaultScene.at("http", closing.port()));
        assertThat(http.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(http.message()).contains("begin the URL with https://");
    }

    /** HAProxy with {@code proto h2} shakes hands, reads the request and hangs up without a byte. */
    @Test
    void hangUpAfterTheRequestMayComeOfHttp2() throws Exception {
        SimulatedServer haproxy = scene.https(localhost()).response(SimulatedServer.TOKEN, Responses.close());
        OperationResult activation = enable(Settings.of(haproxy).trust(AUTHORITY.pem()));
        assertThat(activation.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(activation.message())
                .isEqualTo("localhost closed the connection before the complete response had arrived."
                        + " So does a port that speaks HTTP/2 only.");
        SimulatedServer plain = scene.http().response(SimulatedServer.TOKEN, Responses.close());
        assertThat(enable(Settings.of(plain)).message()).doesNotContain("HTTP/2");
    }

    /** nginx with {@code http2} on a port without TLS: its settings, a window update, and its farewell. */
    public static final String HTTP_2 =
            "\0\0\u0012\u0004\0\0\0\0\0\0\u0003\0\0\0\u0080\0\u0004\0\u0001\0\0\0\u0005\0\u00ff\u00ff\u00ff"
                    + "\0\0\u0004\u0008\0\0\0\0\0\u007f\u00ff\0\0\0\0\u0008\u0007\0\0\0\0\0\0\0\0\0\0\0\0\u0001";

    @Test
    void framesOfHttp2AreTold() throws Exception {
        SimulatedServer nginx = scene.http().response(SimulatedServer.TOKEN, Responses.rawThenClose(HTTP_2));
        OperationResult activation = enable(Settings.of(nginx));
        assertThat(activation.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(activation.message()).contains("looks like HTTP/2");
        assertThat(activation.details().hints()).containsExactly(Hint.HTTP_2);
    }

    /** OpenSSL and Java, asked in plain HTTP: an alert and the end. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0015\u0003\u0003\0\u0002\u0002\u0050", "\u0015\u0003\u0001\0\u0002\u0002\u0016"})
    void alertInPlainHttpLeadsToHttps(String alert) throws Exception {
        SimulatedServer secure = scene.http().response(SimulatedServer.TOKEN, Responses.rawThenClose(alert));
        OperationResult activation = enable(Settings.of(secure));
        assertThat(activation.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(activation.message()).contains("looks like TLS");
        assertThat(activation.details().hints()).containsExactly(Hint.HTTPS);
    }

    @Test
    void handshakeThatTakesTooLongIsUnreachable() throws Exception {
        RawServer silent = scene.raw(scene.stallWhenSpokenTo(Duration.ofSeconds(11)));
        OperationResult activation =
                enable(FaultScene.at("https", silent.port()).attempts(1));
        assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(activation.message()).isEqualTo("no connection within 10 s.");
    }

    /** With TLS 1.3 the alert comes after the handshake. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void clientCertificateThatIsDemandedIsNamedByOurSetting(String version) throws Exception {
        SimulatedServer server = scene.demanding(localhost().serverContext(version, AUTHORITY));
        Settings settings = Settings.of(server).trust(AUTHORITY.pem());
        assertTlsFailure(settings, "demands a client certificate", "as Client certificate of the server");
        Issued stranger = Certificates.authority("Other CA").issue("jenkins");
        assertTlsFailure(
                settings.clientCertificate(new ClientCertificate(stranger.keyStore(), Issued.password())),
                // The Java server names no authority of the stranger's, so none is sent.
                "refuses the client certificate");
    }

    /** An intermediate that was added to the client certificate counts at once, though the leaf is the same. */
    @Test
    void changedChainOfTheClientCertificateCountsAtOnce() throws Exception {
        SimulatedServer server = scene.demanding(localhost().serverContext("TLSv1.2", AUTHORITY));
        Issued client = behind(NOW.minus(1, ChronoUnit.DAYS), NOW.plus(1, ChronoUnit.DAYS));
        Settings settings = Settings.of(server).trust(AUTHORITY.pem());
        settings.clientCertificate(new ClientCertificate(client.alone().keyStore(), Issued.password()));
        assertThat(enable(settings).outcome()).isEqualTo(Outcome.TLS_FAILURE);
        settings.clientCertificate(new ClientCertificate(client.keyStore(), Issued.password()));
        rig.assertActivates(settings.build());
    }

    /** The contract: one attempt, the store and what is wrong with it; a server's own authority does not need it. */
    @Test
    void unreadableTrustStoreOfJava(@TempDir Path folder) throws Exception {
        // A server reads the store as well, and Java tells of the failure of one store once only.
        SimulatedServer server = scene.https(localhost());
        String usual = System.getProperty("javax.net.ssl.trustStore");
        try {
            Path store = Files.writeString(folder.resolve("broken.jks"), "no key store");
            System.setProperty("javax.net.ssl.trustStore", store.toString());
            assertTlsFailure(
                    Settings.of(server),
                    "the trust store " + store + " of Java cannot be read: ",
                    "EOFException",
                    "javax.net.ssl.trustStore");
            System.setProperty(
                    "javax.net.ssl.trustStore",
                    Files.copy(store, folder.resolve("copy.jks")).toString());
            rig.assertActivates(Settings.of(server).trust(AUTHORITY.pem()).build());
        } finally {
            if (usual == null) {
                System.clearProperty("javax.net.ssl.trustStore");
            } else {
                System.setProperty("javax.net.ssl.trustStore", usual);
            }
        }
    }
}
