package io.jenkins.plugins.senhasegura.mysafe.client.http;

import io.jenkins.plugins.senhasegura.mysafe.client.model.TrustedCertificates;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.ssl.TLS;

/** TLS 1.2 and 1.3 with host name verification; trusts what the Java runtime trusts and a server's own authority. */
final class Tls {
    private static final Logger LOGGER = Logger.getLogger(Tls.class.getName());

    private Tls() {}

    /** @throws TrustStoreException when the Java runtime's trust store is needed and cannot be read */
    static TlsStrategy strategy(TrustedCertificates own, ClientKeys clientKeys) {
        return ClientTlsStrategyBuilder.create()
                .setSslContext(context(own, clientKeys))
                .setTlsVersions(TLS.V_1_3, TLS.V_1_2)
                .buildAsync();
    }

    private static SSLContext context(TrustedCertificates own, ClientKeys clientKeys) {
        X509ExtendedTrustManager runtime = null;
        try {
            runtime = trustManager(null);
        } catch (GeneralSecurityException | IOException unreadable) {
            TrustStoreException explained = new TrustStoreException(trustStore(), unreadable);
            if (own.certificates().isEmpty()) {
                throw explained;
            }
            LOGGER.log(Level.WARNING, "{0}; only the server''s own trusted certificates count", explained.getMessage());
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager trust =
                    new PeerTrust(own.certificates().isEmpty() ? runtime : trustManager(both(runtime, own)));
            context.init(new KeyManager[] {clientKeys}, new TrustManager[] {trust}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** @param store null for the Java runtime's own */
    private static X509ExtendedTrustManager trustManager(KeyStore store) throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager x509) {
                return x509;
            }
        }
        throw new IOException("no trust manager for X.509");
    }

    /** One store with both instead of a trust manager of our own: the platform's checks all stay in force. */
    private static KeyStore both(X509ExtendedTrustManager runtime, TrustedCertificates own)
            throws GeneralSecurityException, IOException {
        KeyStore both = KeyStore.getInstance(KeyStore.getDefaultType());
        both.load(null, null);
        int number = 0;
        if (runtime != null) {
            for (X509Certificate certificate : runtime.getAcceptedIssuers()) {
                both.setCertificateEntry("runtime-" + number++, certificate);
            }
        }
        for (X509Certificate certificate : own.certificates()) {
            both.setCertificateEntry("own-" + number++, certificate);
        }
        return both;
    }

    /** Where the Java runtime has its trust store, by the rules of its documentation. */
    private static String trustStore() {
        String set = System.getProperty("javax.net.ssl.trustStore", "");
        if (!set.isEmpty()) {
            return set;
        }
        File folder = new File(System.getProperty("java.home"), "lib/security");
        File special = new File(folder, "jssecacerts");
        return (special.exists() ? special : new File(folder, "cacerts")).getPath();
    }
}
