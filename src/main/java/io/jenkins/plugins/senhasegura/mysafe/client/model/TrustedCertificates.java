package io.jenkins.plugins.senhasegura.mysafe.client.model;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificates of a server's own certification authority, trusted beside those of the Java runtime.
 *
 * @param certificates at least one, unless it is {@link #NONE}
 */
public record TrustedCertificates(List<X509Certificate> certificates) {
    /** Trusts what the Java runtime trusts, and nothing else. */
    public static final TrustedCertificates NONE = new TrustedCertificates(List.of());

    private static final String DASHES = "-----";
    /** Its last dashes may be another one's first, where a line end got lost. */
    private static final Pattern BOUNDARY = Pattern.compile("-----(BEGIN|END) ([A-Z0-9 ]{1,40})(?=-----)");

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final int LONGEST = 1_000_000;

    /** Takes a copy. */
    public TrustedCertificates {
        certificates = List.copyOf(certificates);
    }

    /**
     * Reads one or more X.509 certificates in PEM (RFC 7468); text around them is passed over, as the RFC has it.
     *
     * @param field the field's name, for the error
     * @param pem null or blank gives {@link #NONE}
     * @throws SettingException when there is no certificate, or one that cannot be read
     */
    public static TrustedCertificates parse(String field, String pem) {
        if (pem == null || pem.isBlank()) {
            return NONE;
        }
        if (pem.length() > LONGEST) {
            throw new SettingException(field, null, "pem.long", LONGEST);
        }
        List<X509Certificate> found = new ArrayList<>();
        Matcher boundary = BOUNDARY.matcher(pem);
        while (boundary.find()) {
            String label = boundary.group(2);
            // A private key is named and never shown.
            if (!boundary.group(1).equals("BEGIN") || !label.equals(CERTIFICATE)) {
                throw new SettingException(field, label, "pem.label");
            }
            int start = boundary.end() + DASHES.length();
            if (!boundary.find()
                    || !boundary.group(1).equals("END")
                    || !boundary.group(2).equals(CERTIFICATE)) {
                throw new SettingException(field, null, "pem.end", found.size() + 1);
            }
            found.add(certificate(
                    field, found.size() + 1, pem.substring(Math.min(start, boundary.start()), boundary.start())));
        }
        // One whose first line is garbled is no text around a certificate: it must not be kept as a setting.
        if (pem.contains(PRIVATE_KEY + DASHES)) {
            throw new SettingException(field, PRIVATE_KEY, "pem.label");
        }
        if (found.isEmpty()) {
            throw new SettingException(field, null, "pem.none");
        }
        return new TrustedCertificates(found);
    }

    private static X509Certificate certificate(String field, int number, String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (in.available() > 0) {
                throw new SettingException(field, null, "pem.unreadable", number);
            }
            return certificate;
        } catch (CertificateException | IllegalArgumentException unreadable) {
            throw new SettingException(field, null, "pem.unreadable", number);
        }
    }
}
