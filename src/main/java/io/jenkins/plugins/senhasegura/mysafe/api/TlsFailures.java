package io.jenkins.plugins.senhasegura.mysafe.api;

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

    String text(SSLException tls) {
        String detail = Causes.detail(tls);
        CertificateException refused = Causes.find(tls, CertificateException.class);
        if (tls instanceof SSLPeerUnverifiedException
                || (refused != null && OTHER_HOST.matcher(detail).lookingAt())) {
            return texts.text("failure.hostname", host);
        }
        if (refused != null) {
            PeerTrust.Refusal refusal = Causes.find(tls, PeerTrust.Refusal.class);
            String explained = refusal == null
                    ? null
                    : new ChainFailures(refusal.chain(), at.now(), host, texts).text(refusal, detail);
            return explained == null ? other(detail) : explained;
        }
        Matcher alert = ALERT.matcher(detail);
        return alert.find() ? ofAlert(alert.group(1), detail) : ofRuntime(detail);
    }

    private String other(String detail) {
        return texts.text("failure.tls", host, detail);
    }

    /** What the server says of us. */
    private String ofAlert(String alert, String detail) {
        return switch (alert) {
            case "protocol_version" -> text("tls.protocol");
            case "insufficient_security" -> text("tls.suite");
            case "no_application_protocol" -> text("tls.http2");
            case "unrecognized_name" -> text(host.indexOf('.') < 0 ? "tls.noDot" : "tls.unknownName");
            case "handshake_failure" -> at.certificateAsked() ? ofClientCertificate(alert) : text("tls.handshake");
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

    private String ofClientCertificate(String alert) {
        return at.certificateSet()
                ? texts.text("failure.tls.certificateRefused", host, alert)
                : texts.text("failure.tls.certificateDemanded", host, alert);
    }

    /** What the Java runtime says of the server. */
    private String ofRuntime(String detail) {
        String said = detail.toLowerCase(Locale.ROOT);
        if (said.contains("unrecognized ssl message") || said.contains("plaintext connection")) {
            return text("tls.plain");
        }
        if (said.contains("protocol version") || said.contains("no appropriate protocol")) {
            return text("tls.protocol");
        }
        if (ChainFailures.isTooWeak(said)) {
            return text("tls.weakKey");
        }
        return other(detail);
    }

    private String text(String key) {
        return texts.text("failure." + key, host);
    }
}
