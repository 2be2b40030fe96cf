package io.jenkins.plugins.senhasegura.mysafe.client.http;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCertificate;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The Java runtime's key manager, with a client certificate or without one, and the memory of who has asked for it: an
 * alert alone does not tell whether a client certificate is what the server wants.
 *
 * <p>Thread-safe, without a lock.
 */
public final class ClientKeys extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager keys;
    private final Set<String> askers = ConcurrentHashMap.newKeySet();

    private ClientKeys(X509ExtendedKeyManager keys) {
        this.keys = keys;
    }

    /**
     * @param certificate null for none
     * @throws SettingException when it cannot be used
     */
    public static ClientKeys of(ClientCertificate certificate) {
        if (certificate == null) {
            return new ClientKeys(null);
        }
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(certificate.keyStore(), certificate.password());
            for (KeyManager manager : factory.getKeyManagers()) {
                if (manager instanceof X509ExtendedKeyManager x509) {
                    return new ClientKeys(x509);
                }
            }
        } catch (GeneralSecurityException unusable) {
            // The same as none for X.509.
        }
        throw ClientCertificate.unusable();
    }

    /** Whether the server at this URL has asked for a client certificate in a handshake. */
    public boolean wereAskedForBy(ServerUrl url) {
        return askers.contains(asker(url.bareHost(), url.effectivePort()));
    }

    private static String asker(String host, int port) {
        return host + ' ' + port;
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        askers.add(asker(engine.getPeerHost(), engine.getPeerPort()));
        return keys == null ? null : keys.chooseEngineClientAlias(keyTypes, issuers, engine);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return keys == null ? null : keys.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return keys == null ? null : keys.getPrivateKey(alias);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return keys == null ? null : keys.getClientAliases(keyType, issuers);
    }

    // The rest is for sockets and for servers, of which there are none here.

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
