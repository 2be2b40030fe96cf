package io.jenkins.plugins.senhasegura.mysafe.api;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.ssl.TLS;

/** TLS 1.2 and 1.3 with host name verification; trusts what the Java runtime trusts and a server's own authority. */
final class Tls {
    private Tls() {}

    /** @throws SettingException when the client certificate cannot be used */
    static TlsStrategy strategy(TrustedCertificates own, ClientCertificate clientCertificate) {
        return ClientTlsStrategyBuilder.create()
                .setSslContext(context(own, clientCertificate))
                .setTlsVersions(TLS.V_1_3, TLS.V_1_2)
                .buildAsync();
    }

    private static SSLContext context(TrustedCertificates own, ClientCertificate clientCertificate) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(clientCertificate), trustManagers(own), new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static TrustManager[] trustManagers(TrustedCertificates own) throws GeneralSecurityException, IOException {
        TrustManagerFactory runtime = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        runtime.init((KeyStore) null);
        if (own.certificates().isEmpty()) {
            return runtime.getTrustManagers();
        }
        // One store with both instead of a trust manager of our own: the platform's checks all stay in force.
        KeyStore both = KeyStore.getInstance(KeyStore.getDefaultType());
        both.load(null, null);
        int number = 0;
        for (TrustManager manager : runtime.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                for (X509Certificate certificate : x509.getAcceptedIssuers()) {
                    both.setCertificateEntry("runtime-" + number++, certificate);
                }
            }
        }
        for (X509Certificate certificate : own.certificates()) {
            both.setCertificateEntry("own-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(both);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keyManagers(ClientCertificate certificate) {
        if (certificate == null) {
            return new KeyManager[0];
        }
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(certificate.keyStore(), certificate.password());
            return factory.getKeyManagers();
        } catch (GeneralSecurityException unusable) {
            throw new SettingException("clientCertificateId", null, "clientCertificate.unusable");
        }
    }
}
