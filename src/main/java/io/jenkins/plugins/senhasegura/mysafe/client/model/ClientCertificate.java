package io.jenkins.plugins.senhasegura.mysafe.client.model;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A client certificate with its private key, which an API key in senhasegura may demand. Two are the same when their
 * whole chains and their keys are: an intermediate that was added makes another one of it, and so does another key.
 */
public final class ClientCertificate {
    private static final String FIELD = "clientCertificateId";

    /** Any would do: it is signed with the private key and checked with the certificate's. */
    private static final byte[] SAMPLE = new byte[32];

    /**
     * One certificate with its chain and its key.
     *
     * @param key a digest, or the key itself where a device keeps it and shows nothing
     */
    private record Identity(List<Certificate> chain, Object key) {}

    private final KeyStore keyStore;
    private final char[] password;
    private final List<Identity> identities;

    /**
     * @param keyStore holds the certificate and its key
     * @param password of the key; copied
     * @throws SettingException when the key cannot be read, or does not fit its certificate
     */
    public ClientCertificate(KeyStore keyStore, char[] password) {
        this.keyStore = Objects.requireNonNull(keyStore);
        this.password = password.clone();
        try {
            this.identities = Collections.list(keyStore.aliases()).stream()
                    .sorted()
                    .map(this::identity)
                    .filter(Objects::nonNull)
                    .toList();
        } catch (GeneralSecurityException unreadable) {
            throw unusable();
        }
    }

    public static SettingException unusable() {
        return new SettingException(FIELD, null, "clientCertificate.unusable");
    }

    private Identity identity(String alias) {
        try {
            if (!keyStore.isKeyEntry(alias)) {
                return null;
            }
            Key key = keyStore.getKey(alias, password);
            Certificate[] chain = keyStore.getCertificateChain(alias);
            if (!(key instanceof PrivateKey own) || chain == null || chain.length == 0) {
                throw unusable();
            }
            if (!fits(own, chain[0].getPublicKey())) {
                throw new SettingException(FIELD, null, "clientCertificate.mismatch");
            }
            return new Identity(List.of(chain), digest(own));
        } catch (GeneralSecurityException unreadable) {
            throw unusable();
        }
    }

    private static boolean fits(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String algorithm = certified.getAlgorithm();
        if (!algorithm.equals(key.getAlgorithm())) {
            return false;
        }
        if (algorithm.equals("RSASSA-PSS")) {
            // Signs with parameters of its certificate only; the handshake tells.
            return true;
        }
        Signature signature = Signature.getInstance(
                switch (algorithm) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "DSA" -> "SHA256withDSA";
                    // EdDSA names the signature itself.
                    default -> algorithm;
                });
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(SAMPLE);
        return signature.verify(signed);
    }

    private static Object digest(PrivateKey key) throws GeneralSecurityException {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            return key;
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
        Arrays.fill(encoded, (byte) 0);
        return ByteBuffer.wrap(digest);
    }

    public KeyStore keyStore() {
        return keyStore;
    }

    public char[] password() {
        return password.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientCertificate that && identities.equals(that.identities);
    }

    @Override
    public int hashCode() {
        return identities.hashCode();
    }

    /** How many there are, and nothing of their keys. */
    @Override
    public String toString() {
        return "client certificate with " + identities.size() + " key(s)";
    }
}
