package io.jenkins.plugins.senhasegura.mysafe.api;

import java.security.KeyStore;
import java.util.Objects;

/** A client certificate with its private key, which an API key in senhasegura may demand. */
public final class ClientCertificate {
    private final KeyStore keyStore;
    private final char[] password;
    private final String fingerprint;

    /**
     * @param keyStore holds the certificate and its key
     * @param password of the key; copied
     * @param fingerprint tells two certificates apart, such as a digest of the certificate chain
     */
    public ClientCertificate(KeyStore keyStore, char[] password, String fingerprint) {
        this.keyStore = Objects.requireNonNull(keyStore);
        this.password = password.clone();
        this.fingerprint = Objects.requireNonNull(fingerprint);
    }

    KeyStore keyStore() {
        return keyStore;
    }

    char[] password() {
        return password.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientCertificate that && fingerprint.equals(that.fingerprint);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    /** The fingerprint only. */
    @Override
    public String toString() {
        return "client certificate " + fingerprint;
    }
}
