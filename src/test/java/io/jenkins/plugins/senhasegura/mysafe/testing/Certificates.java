package io.jenkins.plugins.senhasegura.mysafe.testing;

import static io.jenkins.plugins.senhasegura.mysafe.testing.Der.der;
import static io.jenkins.plugins.senhasegura.mysafe.testing.Der.time;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/**
 * X.509 certificates made on the spot, since the JDK has no API for it and a file would expire one day. Writes the DER
 * of RFC 5280 by hand, just as much of it as TLS needs.
 */
public final class Certificates {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final AtomicLong SERIAL = new AtomicLong(System.currentTimeMillis());
    /** SEQUENCE of the object identifier ecdsa-with-SHA256, 1.2.840.10045.4.3.2. */
    private static final byte[] ECDSA_WITH_SHA256 =
            der(0x30, new byte[] {0x06, 8, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 4, 3, 2});
    /** The same of sha256WithRSAEncryption, 1.2.840.113549.1.1.11. */
    private static final byte[] SHA256_WITH_RSA = der(
            0x30,
            new byte[] {0x06, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 11},
            new byte[] {5, 0});

    private Certificates() {}

    /** A certificate with its key and those that signed it, itself first. */
    public record Issued(PrivateKey key, List<X509Certificate> chain) {
        public X509Certificate certificate() {
            return chain.get(0);
        }

        /** The certificate alone in PEM. */
        public String pem() {
            return Certificates.pem(certificate());
        }

        /** A certificate signed by this one, valid now. */
        public Issued issue(String name, String... hosts) {
            Instant now = Instant.now();
            return issue(name, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS), hosts);
        }

        /** A certificate signed by this one. */
        public Issued issue(String name, Instant from, Instant to, String... hosts) {
            return create(name, this, false, from, to, hosts);
        }

        /** A certificate signed by this one, with an RSA key of 512 bits. */
        public Issued issueShort(String host) {
            Instant now = Instant.now();
            return create(
                    shortKey(), host, this, false, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS), host);
        }

        /** An authority signed by this one. */
        public Issued issueAuthority(String name) {
            Instant now = Instant.now();
            return issueAuthority(name, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS));
        }

        /** An authority signed by this one. */
        public Issued issueAuthority(String name, Instant from, Instant to) {
            return create(name, this, true, from, to);
        }

        /** The same certificate and key from a server that sends nothing else. */
        public Issued alone() {
            return new Issued(key, chain.subList(0, 1));
        }

        /** The key and the chain, the root left out, under the password {@link #password}. */
        public KeyStore keyStore() {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                List<X509Certificate> sent = chain.size() > 1 ? chain.subList(0, chain.size() - 1) : chain;
                store.setKeyEntry("own", key, PASSWORD, sent.toArray(X509Certificate[]::new));
                return store;
            } catch (GeneralSecurityException | java.io.IOException failure) {
                throw new AssertionError(failure);
            }
        }

        /** The password of {@link #keyStore}. */
        public static char[] password() {
            return PASSWORD.clone();
        }

        /** What a TLS server with this certificate needs; client certificates must come from one of the authorities. */
        public SSLContext serverContext(Issued... clientAuthorities) {
            return serverContext("TLS", clientAuthorities);
        }

        /** The same for one version of TLS. */
        public SSLContext serverContext(String protocol, Issued... clientAuthorities) {
            try {
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(keyStore(), PASSWORD);
                KeyStore trusted = KeyStore.getInstance("PKCS12");
                trusted.load(null, null);
                for (Issued authority : clientAuthorities) {
                    trusted.setCertificateEntry("ca" + trusted.size(), authority.certificate());
                }
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(trusted);
                SSLContext context = SSLContext.getInstance(protocol);
                context.init(
                        keys.getKeyManagers(), clientAuthorities.length == 0 ? null : trust.getTrustManagers(), null);
                return context;
            } catch (GeneralSecurityException | java.io.IOException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    /** A certification authority, self-signed. */
    public static Issued authority(String name) {
        Instant now = Instant.now();
        return create(name, null, true, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS));
    }

    /** A server's certificate that signs itself. */
    public static Issued selfSigned(String... hosts) {
        Instant now = Instant.now();
        return create(hosts[0], null, false, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS), hosts);
    }

    /** One that signs itself with an RSA key of 512 bits, as the certificate that senhasegura is installed with. */
    public static Issued selfSignedShort(String host) {
        Instant now = Instant.now();
        return create(shortKey(), host, null, false, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS), host);
    }

    private static KeyPair shortKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(512);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    /** A certificate in PEM. */
    public static String pem(X509Certificate certificate) {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Issued create(
            String name, Issued issuer, boolean authority, Instant from, Instant to, String... hosts) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return create(generator.generateKeyPair(), name, issuer, authority, from, to, hosts);
        } catch (GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Issued create(
            KeyPair pair, String name, Issued issuer, boolean authority, Instant from, Instant to, String... hosts) {
        try {
            PrivateKey signing = issuer == null ? pair.getPrivate() : issuer.key();
            boolean rsa = "RSA".equals(signing.getAlgorithm());
            byte[] algorithm = rsa ? SHA256_WITH_RSA : ECDSA_WITH_SHA256;
            byte[] subject = new X500Principal("CN=" + name).getEncoded();
            byte[] signer = issuer == null
                    ? subject
                    : issuer.certificate().getSubjectX500Principal().getEncoded();
            byte[] toSign = der(
                    0x30,
                    der(0xA0, der(0x02, new byte[] {2})),
                    der(0x02, BigInteger.valueOf(SERIAL.incrementAndGet()).toByteArray()),
                    algorithm,
                    signer,
                    der(0x30, time(from), time(to)),
                    subject,
                    pair.getPublic().getEncoded(),
                    der(0xA3, extensions(authority, hosts)));
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(signing);
            signature.update(toSign);
            byte[] certificate = der(0x30, toSign, algorithm, der(0x03, new byte[] {0}, signature.sign()));
            List<X509Certificate> chain = new ArrayList<>();
            chain.add((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate)));
            if (issuer != null) {
                chain.addAll(issuer.chain());
            }
            return new Issued(pair.getPrivate(), List.copyOf(chain));
        } catch (GeneralSecurityException | java.io.IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Basic constraints, and the host names or addresses that the certificate is for. */
    private static byte[] extensions(boolean authority, String... hosts) throws java.io.IOException {
        byte[] isAuthority = authority ? der(0x01, new byte[] {(byte) 0xFF}) : new byte[0];
        byte[] constraints = der(
                0x30,
                new byte[] {0x06, 3, 0x55, 0x1D, 19},
                der(0x01, new byte[] {(byte) 0xFF}),
                der(0x04, der(0x30, isAuthority)));
        if (hosts.length == 0) {
            return der(0x30, constraints);
        }
        byte[][] names = new byte[hosts.length][];
        for (int i = 0; i < hosts.length; i++) {
            boolean address = hosts[i].matches("[0-9.]+");
            names[i] = address
                    ? der(0x87, InetAddress.getByName(hosts[i]).getAddress())
                    : der(0x82, hosts[i].getBytes(StandardCharsets.US_ASCII));
        }
        byte[] alternatives = der(0x30, new byte[] {0x06, 3, 0x55, 0x1D, 17}, der(0x04, der(0x30, names)));
        return der(0x30, constraints, alternatives);
    }
}
