package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.http.Causes;
import io.jenkins.plugins.senhasegura.mysafe.client.http.Circumstances;
import io.jenkins.plugins.senhasegura.mysafe.client.http.ExchangeException;
import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request without a response means, for what is hard to bring about with real sockets. */
class FailureClassifierTest {
    private static Verdict verdict(Exception failure) {
        return FailureClassifier.verdict(failure, "pam.example", "proxy.example", Texts.in(Locale.ENGLISH));
    }

    private static <T extends Throwable> T because(T failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }

    static Stream<Arguments> unreachable() {
        return Stream.of(
                Arguments.of(new UnknownHostException("x"), "the name proxy.example cannot be resolved."),
                Arguments.of(
                        new IOException(new UnknownHostException("x")), "the name proxy.example cannot be resolved."),
                Arguments.of(new TimeoutException(), "resolving the name proxy.example took too long."),
                Arguments.of(new SocketTimeoutException(), "pam.example did not respond in time."),
                Arguments.of(new ConnectException(), "proxy.example refused the connection."),
                Arguments.of(new ConnectException("Connection timed out"), "proxy.example did not respond in time."),
                Arguments.of(
                        new SocketException("Network is unreachable"),
                        "the connection to proxy.example failed (Network is unreachable)."),
                Arguments.of(
                        new BindException("Cannot assign requested address"),
                        "the connection to proxy.example failed (Cannot assign requested address)."),
                Arguments.of(
                        new IOException("Too many open files"),
                        "the connection to proxy.example failed (Too many open files)."),
                Arguments.of(new RejectedExecutionException(), "resolving the name proxy.example took too long."),
                Arguments.of(
                        new NoRouteToHostException(),
                        "the connection to proxy.example failed (NoRouteToHostException)."),
                Arguments.of(
                        new SocketException("Connection reset"),
                        "pam.example closed the connection before the complete response had arrived."),
                Arguments.of(
                        new IOException("Connection reset by peer"),
                        "pam.example closed the connection before the complete response had arrived."),
                Arguments.of(
                        because(new SSLHandshakeException("x"), new EOFException()),
                        "pam.example closed the connection in the TLS handshake. So does a port that speaks plain HTTP or HTTP/2 only."),
                Arguments.of(
                        because(new SSLException("x"), new SocketException()),
                        "pam.example closed the connection in the TLS handshake. So does a port that speaks plain HTTP or HTTP/2 only."),
                Arguments.of(
                        new IllegalArgumentException("hidden"),
                        "the connection to pam.example failed (IllegalArgumentException)."),
                Arguments.of(
                        new java.io.InterruptedIOException(),
                        "the connection to pam.example failed (InterruptedIOException)."));
    }

    @ParameterizedTest
    @MethodSource
    void unreachable(Exception failure, String message) {
        Verdict verdict = verdict(failure);
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(verdict.message()).isEqualTo(message);
        assertThat(verdict.status()).isZero();
    }

    static Stream<Arguments> notTrusted() {
        return Stream.of(
                Arguments.of(new SSLException("odd"), "no trusted connection to pam.example: odd"),
                Arguments.of(new SSLException((String) null), "no trusted connection to pam.example: SSLException"),
                Arguments.of(
                        because(new SSLHandshakeException("TLS handshake failed"), new CertificateException("bad")),
                        "no trusted connection to pam.example: bad"),
                Arguments.of(
                        new SSLPeerUnverifiedException("hidden"),
                        "the certificate of pam.example was issued for another host name."),
                Arguments.of(
                        because(new SSLHandshakeException("x"), new CertificateException("No name matching a found")),
                        "the certificate of pam.example was issued for another host name."),
                Arguments.of(
                        because(new SSLHandshakeException("x"), new IllegalStateException("No name matching a found")),
                        "no trusted connection to pam.example: No name matching a found"),
                Arguments.of(
                        new IOException(new SSLException("inside")), "no trusted connection to pam.example: inside"));
    }

    @ParameterizedTest
    @MethodSource
    void notTrusted(Exception failure, String message) {
        Verdict verdict = verdict(failure);
        assertThat(verdict.outcome()).isEqualTo(Outcome.TLS_FAILURE);
        assertThat(verdict.message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNEXPECTED_RESPONSE, demands a user and a password",
        "403, UNEXPECTED_RESPONSE, does not allow the way to pam.example",
        "404, UNREACHABLE, cannot reach or resolve pam.example",
        "407, UNEXPECTED_RESPONSE, demands a user and a password",
        "499, UNEXPECTED_RESPONSE, does not allow the way to pam.example",
        "500, UNREACHABLE, cannot reach or resolve pam.example",
        "503, UNREACHABLE, cannot reach or resolve pam.example",
        "599, UNREACHABLE, cannot reach or resolve pam.example",
        "600, UNEXPECTED_RESPONSE, does not allow the way to pam.example"
    })
    void whatAProxySaysInTheServersPlace(int status, Outcome expected, String message) {
        RawResponse response = new RawResponse(status, new byte[0], null, "id");
        Verdict verdict = verdict(ExchangeException.ofProxy(response, Circumstances.UNKNOWN));
        assertThat(verdict.outcome()).isEqualTo(expected);
        assertThat(verdict.status()).isEqualTo(status);
        assertThat(verdict.requestId()).isEqualTo("id");
        assertThat(verdict.message())
                .contains("the proxy proxy.example " + message)
                .contains("HTTP " + status);
    }

    /** Java 17 and Java 25. */
    @ParameterizedTest
    @CsvSource({
        "protocol_version, no common protocol, PROTOCOL",
        "insufficient_security, no common cipher suite, CIPHER_SUITE",
        "handshake_failure, the server refuses the handshake, HANDSHAKE",
        "no_application_protocol, HTTP/2 only, HTTP_2",
        "unrecognized_name, does not know this name, SERVER_NAME",
        "certificate_required, demands a client certificate, CLIENT_CERTIFICATE",
        "unknown_ca, demands a client certificate, CLIENT_CERTIFICATE",
        "internal_error, internal_error,"
    })
    void alertsAreReadInBothWordings(String alert, String message, Hint hint) {
        for (String wording : List.of("Received fatal alert: ", "(" + alert + ") Received fatal alert: ")) {
            Verdict verdict = verdict(new SSLHandshakeException(wording + alert));
            assertThat(verdict.outcome()).isEqualTo(Outcome.TLS_FAILURE);
            assertThat(verdict.message())
                    .startsWith("no trusted connection to pam.example: ")
                    .contains(message);
            assertThat(verdict.details().hints()).isEqualTo(hint == null ? Set.of() : Set.of(hint));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Server selected improper ciphersuite TLS_RSA_WITH_AES_128_CBC_SHA, no common cipher suite, CIPHER_SUITE",
        "Unsupported or unrecognized SSL message, speaks plain HTTP on this port, PLAIN_HTTP",
        "'Unrecognized SSL message, plaintext connection?', speaks plain HTTP on this port, PLAIN_HTTP",
        "No appropriate protocol (protocol is disabled or cipher suites are inappropriate), no common protocol, PROTOCOL",
        "'(protocol_version) The server selected protocol version TLS10 is not accepted by client preferences', no common protocol, PROTOCOL",
        "Certificates do not conform to algorithm constraints, too weak for Java, WEAK_KEY"
    })
    void javasOwnWords(String said, String message, Hint hint) {
        Verdict verdict = verdict(new SSLException(said));
        assertThat(verdict.message()).contains(message);
        assertThat(verdict.details().hints()).containsExactly(hint);
    }

    private static Verdict asked(Exception cause, boolean certificateSet) {
        Circumstances asked = new Circumstances(true, false, true, false, true, certificateSet, false, null);
        return verdict(ExchangeException.of(cause, null, asked));
    }

    @Test
    void demandedClientCertificateIsToldByWhatTheServerAskedFor() {
        Exception alert = new SSLHandshakeException("Received fatal alert: handshake_failure");
        assertThat(asked(alert, false).message()).contains("demands a client certificate (handshake_failure)");
        assertThat(asked(alert, true).message()).contains("refuses the client certificate (handshake_failure)");
        assertThat(asked(new IOException("Connection reset"), false).message())
                .contains("after it had asked for a client certificate");
        assertThat(asked(new IOException("Connection reset"), false).details().hints())
                .containsExactly(Hint.CLIENT_CERTIFICATE);
    }

    @Test
    void nameWithoutADotIsNotSentByJava() {
        Exception alert = new SSLHandshakeException("Received fatal alert: unrecognized_name");
        assertThat(FailureClassifier.verdict(alert, "pam", "pam", Texts.in(Locale.ENGLISH))
                        .message())
                .contains("without a dot");
    }

    @Test
    void settingThatCannotBeUsedIsConfiguration() {
        SettingException setting = new SettingException("clientCertificateId", null, "clientCertificate.unusable");
        assertThat(verdict(setting).outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(verdict(setting).message()).isEqualTo(setting.getMessage());
    }

    @Test
    void chainOfCausesWithoutAnEndIsFollowedForAWhileOnly() {
        IOException first = new IOException("first");
        IOException second = new IOException("second", first);
        first.initCause(second);
        assertThat(verdict(first).outcome()).isEqualTo(Outcome.UNREACHABLE);
        SSLException tls = because(new SSLException("tls"), second);
        assertThat(verdict(tls).outcome()).isEqualTo(Outcome.TLS_FAILURE);
    }

    @Test
    void wrappersOfFuturesAreTakenOff() {
        IOException inner = new IOException();
        assertThat(Causes.unwrapped(new CompletionException(new CompletionException(inner))))
                .isSameAs(inner);
        assertThat(Causes.unwrapped(inner)).isSameAs(inner);
        CompletionException empty = new CompletionException(null);
        assertThat(Causes.unwrapped(empty)).isSameAs(empty);
        OutOfMemoryError error = new OutOfMemoryError();
        assertThat(Causes.unwrapped(error))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(error);
    }
}
