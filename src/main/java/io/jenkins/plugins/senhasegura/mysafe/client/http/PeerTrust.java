package io.jenkins.plugins.senhasegura.mysafe.client.http;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The Java runtime's own trust manager, whose every refusal stands; adds to it the certificates that were refused, which
 * the runtime's exceptions do not hold, so that the log can name the one that is missing, or too old.
 */
public final class PeerTrust extends X509ExtendedTrustManager {
    /** A refusal with what was refused. */
    public static final class Refusal extends CertificateException {
        private static final long serialVersionUID = 1L;

        private final transient X509Certificate[] chain;

        Refusal(X509Certificate[] chain, CertificateException refusal) {
            // By its cause the runtime chooses the alert that the server gets.
            super(refusal.getMessage(), refusal.getCause() == null ? refusal : refusal.getCause());
            this.chain = chain.clone();
        }

        /** As the server sent it, its own certificate first. */
        public X509Certificate[] chain() {
            return chain.clone();
        }
    }

    private final X509ExtendedTrustManager runtime;

    PeerTrust(X509ExtendedTrustManager runtime) {
        this.runtime = runtime;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        try {
            runtime.checkServerTrusted(chain, type, engine);
        } catch (CertificateException refusal) {
            throw new Refusal(chain, refusal);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        runtime.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        runtime.checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        runtime.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        runtime.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        runtime.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return runtime.getAcceptedIssuers();
    }
}
