package io.jenkins.plugins.senhasegura.mysafe.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.senhasegura.mysafe.api.ClientCertificate;
import io.jenkins.plugins.senhasegura.mysafe.api.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.api.SettingException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Takes credentials from the store in the context of a build. May block: providers may ask other systems. */
public final class JobCredentials {
    static final String CREDENTIALS_ID = "credentialsId";
    static final String CLIENT_CERTIFICATE_ID = "clientCertificateId";

    private JobCredentials() {}

    /**
     * The client credentials for a token request.
     *
     * @param tokenUrl where the secret will be sent; the domain that holds the credentials must allow it
     * @param found told the credential before it is used
     * @throws InterruptedException when the build has given up meanwhile
     * @throws SettingException when there are none that the build may use
     */
    public static ClientCredentials lookUp(
            Run<?, ?> run, String tokenUrl, String credentialsId, Consumer<StandardCredentials> found)
            throws InterruptedException {
        if (credentialsId == null) {
            throw new SettingException(CREDENTIALS_ID, null, "credentials.none");
        }
        StandardUsernamePasswordCredentials credential =
                find(StandardUsernamePasswordCredentials.class, run, tokenUrl, CREDENTIALS_ID, credentialsId);
        // Given up meanwhile: what nobody waits for any more is not used.
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        found.accept(credential);
        return client(credential);
    }

    static ClientCredentials client(StandardUsernamePasswordCredentials credential) {
        // A provider of somebody's own may have no password to give.
        String secret = Secret.toString(credential.getPassword());
        return new ClientCredentials(credential.getId(), credential.getUsername(), secret);
    }

    /** Notes in the credential's fingerprint that the build has used it. */
    public static void track(Run<?, ?> run, StandardCredentials credential) {
        CredentialsProvider.track(run, credential);
    }

    static ClientCertificate clientCertificate(
            Run<?, ?> run, String url, String id, Consumer<StandardCredentials> found) {
        StandardCertificateCredentials credential =
                find(StandardCertificateCredentials.class, run, url, CLIENT_CERTIFICATE_ID, id);
        found.accept(credential);
        return certificate(id, credential);
    }

    static ClientCertificate certificate(String id, StandardCertificateCredentials credential) {
        try {
            KeyStore keyStore = credential.getKeyStore();
            String password = credential.getPassword().getPlainText();
            return new ClientCertificate(keyStore, password.toCharArray(), fingerprint(keyStore));
        } catch (GeneralSecurityException | RuntimeException unreadable) {
            throw new SettingException(CLIENT_CERTIFICATE_ID, id, "clientCertificate.unusable");
        }
    }

    private static <C extends StandardCredentials> C find(
            Class<C> type, Run<?, ?> run, String url, String field, String id) {
        C credential = CredentialsProvider.findCredentialById(
                id, type, run, URIRequirementBuilder.fromUri(url).build());
        // System-scoped ones are Jenkins' own, whichever provider hands them out; the message does not tell that
        // there is one.
        if (credential == null || credential.getScope() == CredentialsScope.SYSTEM) {
            throw new SettingException(
                    field, id, "credentials.missing", run.getParent().getFullDisplayName());
        }
        return credential;
    }

    private static String fingerprint(KeyStore keyStore) throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (String alias : Collections.list(keyStore.aliases())) {
            Certificate certificate = keyStore.getCertificate(alias);
            if (certificate != null) {
                sha256.update(certificate.getEncoded());
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
