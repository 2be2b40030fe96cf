package io.jenkins.plugins.senhasegura.mysafe.client.response;

import io.jenkins.plugins.senhasegura.mysafe.client.http.Causes;
import io.jenkins.plugins.senhasegura.mysafe.client.http.Circumstances;
import io.jenkins.plugins.senhasegura.mysafe.client.http.PeerTrust;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells why no TLS connection could be agreed on. Where one alert has several causes, the likeliest is named first. */
final class TlsFailures {
    /** What HttpCore says when the connection ends without a TLS alert. */
    private static final String CLOSED_IN_HANDSHAKE = "TLS handshake failed";

    /** What the Java runtime says of a certificate for another host; there is no exception of its own for it. */
    private static final Pattern OTHER_HOST = Pattern.compile("No (subject alternative|name matching)");

    /** Java 25 puts the alert's name in front of it as well. */
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    private final Circumstances at;
    private final String host;
    private final Texts texts;

    TlsFailures(Circumstances at, String host, Texts texts) {
        this.at = at;
        this.host = host;
        this.texts = texts;
    }

    /** Whether the connection ended, and TLS is not to blame. */
    static boolean isClosed(SSLException tls) {
        return Causes.find(tls, EOFException.class) != null
                || Causes.find(tls, SocketException.class) != null
                || (tls.getCause() == null && CLOSED_IN_HANDSHAKE.equals(tls.getMessage()));
    }

    FailureCause found(SSLException tls) {
        String detail = Causes.detail(tls);
        CertificateException refused = Causes.find(tls, CertificateException.class);
        if (tls instanceof SSLPeerUnverifiedException
                || (refused != null && OTHER_HOST.matcher(detail).lookingAt())) {
            return found(Hint.HOST_NAME, "hostname");
        }
        if (refused != null) {
            PeerTrust.Refusal refusal = Causes.find(tls, PeerTrust.Refusal.class);
            FailureCause explained = refusal == null
                    ? null
                    : new ChainFailures(refusal.chain(), at.now(), host, texts).found(refusal, detail);
            return explained == null ? other(detail) : explained;
        }
        Matcher alert = ALERT.matcher(detail);
        return alert.find() ? ofAlert(alert.group(1), detail) : ofRuntime(detail);
    }

    private FailureCause other(String detail) {
        return new FailureCause(null, texts.text("failure.tls", host, detail));
    }

    /** What the server says of us. */
    private FailureCause ofAlert(String alert, String detail) {
        return switch (alert) {
            case "protocol_version" -> found(Hint.PROTOCOL, "tls.protocol");
            case "insufficient_security" -> found(Hint.CIPHER_SUITE, "tls.suite");
            case "no_application_protocol" -> found(Hint.HTTP_2, "tls.http2");
            case "unrecognized_name" ->
                found(Hint.SERVER_NAME, host.indexOf('.') < 0 ? "tls.noDot" : "tls.unknownName");
            case "handshake_failure" ->
                at.certificateAsked() ? ofClientCertificate(alert) : found(Hint.HANDSHAKE, "tls.handshake");
            case "certificate_required",
                    "bad_certificate",
                    "unsupported_certificate",
                    "certificate_revoked",
                    "certificate_expired",
                    "certificate_unknown",
                    "unknown_ca",
                    "access_denied" -> ofClientCertificate(alert);
            default -> other(detail);
        };
    }

    private FailureCause ofClientCertificate(String alert) {
        String key = at.certificateSet() ? "failure.tls.certificateRefused" : "failure.tls.certificateDemanded";
        return new FailureCause(Hint.CLIENT_CERTIFICATE, texts.text(key, host, alert));
    }

    /** What the Java runtime says of the server. */
    private FailureCause ofRuntime(String detail) {
        String said = detail.toLowerCase(Locale.ROOT);
        if (said.contains("unrecognized ssl message") || said.contains("plaintext connection")) {
            return found(Hint.PLAIN_HTTP, "tls.plain");
        }
        if (said.contains("protocol version") || said.contains("no appropriate protocol")) {
            return found(Hint.PROTOCOL, "tls.protocol");
        }
        // A server that chooses one which was not offered; from Java 25 on those without forward secrecy are not.
        if (said.contains("improper ciphersuite")) {
            return found(Hint.CIPHER_SUITE, "tls.suite");
        }
        if (ChainFailures.isTooWeak(said)) {
            return found(Hint.WEAK_KEY, "tls.weakKey");
        }
        return other(detail);
    }

    private FailureCause found(Hint hint, String key) {
        return new FailureCause(hint, texts.text("failure." + key, host));
    }
}
