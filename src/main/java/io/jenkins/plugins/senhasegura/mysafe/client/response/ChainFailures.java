package io.jenkins.plugins.senhasegura.mysafe.client.response;

import io.jenkins.plugins.senhasegura.mysafe.client.http.Causes;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/** Tells why a server's certificates were refused: which of them, and who would have to be trusted. */
final class ChainFailures {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int LONGEST_NAME = 200;

    /** By the rule {@code RSA keySize < 1024} of the Java runtime, in bits. */
    private static final int SHORTEST_KEY = 1024;

    private final X509Certificate[] chain;
    private final Instant now;
    private final String host;
    private final Texts texts;

    /**
     * @param chain as the server sent it, its own certificate first
     * @param now this controller's clock, or null
     */
    ChainFailures(X509Certificate[] chain, Instant now, String host, Texts texts) {
        this.chain = chain;
        this.now = now;
        this.host = host;
        this.texts = texts;
    }

    static boolean isTooWeak(String detail) {
        return detail.toLowerCase(Locale.ROOT).contains("algorithm constraints");
    }

    /** The explanation, or null where the runtime's own words have to do. */
    FailureCause found(Throwable refusal, String detail) {
        for (X509Certificate certificate : path()) {
            FailureCause dated = now == null ? null : outOfDate(certificate, Date.from(now));
            if (dated != null) {
                return dated;
            }
        }
        if (isTooWeak(detail)) {
            return found(Hint.WEAK_KEY, "tls.weakKey");
        }
        if (Causes.find(refusal, SignatureException.class) != null) {
            return found(Hint.UNTRUSTED, "tls.otherKey", name(last().getIssuerX500Principal()));
        }
        return Causes.find(refusal, CertPathBuilderException.class) == null ? null : untrusted();
    }

    private FailureCause outOfDate(X509Certificate certificate, Date clock) {
        String name = name(certificate.getSubjectX500Principal());
        if (clock.after(certificate.getNotAfter())) {
            String since = MINUTE.format(certificate.getNotAfter().toInstant());
            return certificate == chain[0]
                    ? found(Hint.EXPIRED, "expired", since)
                    : found(Hint.EXPIRED, "tls.expiredIssuer", since, name);
        }
        if (clock.before(certificate.getNotBefore())) {
            String from = MINUTE.format(certificate.getNotBefore().toInstant());
            return found(Hint.NOT_YET_VALID, "tls.notYetValid", name, from, MINUTE.format(now));
        }
        return null;
    }

    private FailureCause untrusted() {
        if (chain[0].getPublicKey() instanceof RSAKey key && key.getModulus().bitLength() < SHORTEST_KEY) {
            // To be trusted would not help it, or not be safe.
            return found(Hint.WEAK_KEY, "tls.shortKey", key.getModulus().bitLength());
        }
        X509Certificate last = last();
        String issuer = name(last.getIssuerX500Principal());
        if (!last.getIssuerX500Principal().equals(last.getSubjectX500Principal())) {
            return found(Hint.ISSUER, "tls.missingIssuer", issuer);
        }
        String key = last == chain[0] ? "tls.selfSigned" : "tls.unknownAuthority";
        return found(Hint.UNTRUSTED, key, issuer, fingerprint(last));
    }

    /**
     * Those that the server sent, from its own certificate on by the names of issuers. Whatever else is among them the Java
     * runtime passes over.
     */
    private List<X509Certificate> path() {
        List<X509Certificate> path = new ArrayList<>();
        // As many steps as there are certificates, since two of them may name each other.
        for (X509Certificate next = chain[0]; next != null && path.size() < chain.length; next = issuerOf(next)) {
            path.add(next);
        }
        return path;
    }

    private X509Certificate last() {
        List<X509Certificate> path = path();
        return path.get(path.size() - 1);
    }

    private FailureCause found(Hint hint, String key, Object... named) {
        Object[] arguments = new Object[named.length + 1];
        arguments[0] = host;
        System.arraycopy(named, 0, arguments, 1, named.length);
        return new FailureCause(hint, texts.text("failure." + key, arguments));
    }

    private X509Certificate issuerOf(X509Certificate certificate) {
        for (X509Certificate candidate : chain) {
            if (candidate != certificate
                    && candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
                return candidate;
            }
        }
        return null;
    }

    /** As {@code openssl x509 -fingerprint -sha256} writes it. */
    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible); // every Java has it, and the certificate came encoded
        }
    }

    private static String name(X500Principal principal) {
        return Redactor.oneLine(principal.getName(), LONGEST_NAME);
    }
}
