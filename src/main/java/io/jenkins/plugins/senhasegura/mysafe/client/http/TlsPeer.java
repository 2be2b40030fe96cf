package io.jenkins.plugins.senhasegura.mysafe.client.http;

import io.jenkins.plugins.senhasegura.mysafe.client.model.TrustedCertificates;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Who is at the other end of a TLS connection that stands.
 *
 * @param protocol such as TLSv1.3
 * @param certificate the server's own; null when it cannot be told
 * @param own whether a certificate of the server's settings vouches for it, and not one of the Java runtime
 */
public record TlsPeer(String protocol, X509Certificate certificate, boolean own) {
    private static final Duration SOON = Duration.ofDays(30);
    private static final int LONGEST_NAME = 200;

    public static TlsPeer of(SSLSession session, TrustedCertificates trust) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return new TlsPeer(session.getProtocol(), (X509Certificate) chain[0], isVouchedFor(chain, trust));
        } catch (SSLPeerUnverifiedException unknown) {
            return new TlsPeer(session.getProtocol(), null, false);
        }
    }

    private static boolean isVouchedFor(Certificate[] chain, TrustedCertificates trust) {
        for (Certificate link : chain) {
            for (X509Certificate own : trust.certificates()) {
                if (own.equals(link) || isSignedBy(link, own)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isSignedBy(Certificate certificate, X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    public boolean expiresSoon(Instant now) {
        return certificate != null && certificate.getNotAfter().toInstant().isBefore(now.plus(SOON));
    }

    public String text(Texts texts) {
        if (certificate == null) {
            return protocol;
        }
        String until = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(texts.locale())
                .withZone(ZoneOffset.UTC)
                .format(certificate.getNotAfter().toInstant());
        return texts.text(
                "test.TLS.passed",
                protocol,
                name(certificate.getSubjectX500Principal().getName()),
                name(certificate.getIssuerX500Principal().getName()),
                until,
                texts.text(own ? "test.TLS.own" : "test.TLS.runtime"));
    }

    private static String name(String distinguished) {
        return Redactor.oneLine(distinguished, LONGEST_NAME);
    }
}
