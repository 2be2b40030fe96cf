package io.jenkins.plugins.senhasegura.mysafe.config;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCertificate;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.List;
import java.util.function.Consumer;
import jenkins.model.Jenkins;

/**
 * What an administrator has chosen for a server: read at the root, as Jenkins itself, of scope System too, so that no
 * job needs a right to it, and none can take it for something else. May block: providers may ask other systems.
 */
final class AdminCredentials {
    private AdminCredentials() {}

    /**
     * The server's own client credentials, for an administrator.
     *
     * @throws SettingException when there are none
     */
    static ClientCredentials client(List<ServerUrl> tokenUrls, String id) {
        if (id == null) {
            throw new SettingException(JobCredentials.CREDENTIALS_ID, null, "credentials.none.root");
        }
        StandardUsernamePasswordCredentials found = find(StandardUsernamePasswordCredentials.class, tokenUrls, id);
        if (found == null) {
            throw new SettingException(JobCredentials.CREDENTIALS_ID, id, "credentials.missing.root");
        }
        return JobCredentials.client(found);
    }

    /**
     * The server's client certificate.
     *
     * @param found told the credential before it is used
     * @throws SettingException when there is none
     */
    static ClientCertificate certificate(ServerUrl url, String id, Consumer<StandardCredentials> found) {
        StandardCertificateCredentials credential = find(StandardCertificateCredentials.class, List.of(url), id);
        if (credential == null) {
            throw new SettingException(JobCredentials.CLIENT_CERTIFICATE_ID, id, "clientCertificate.missing");
        }
        found.accept(credential);
        return JobCredentials.certificate(id, credential);
    }

    /** The server's own client credentials as a build gets them, or null. */
    static StandardUsernamePasswordCredentials forRun(Run<?, ?> run, List<ServerUrl> tokenUrls, String id) {
        StandardUsernamePasswordCredentials found = find(StandardUsernamePasswordCredentials.class, tokenUrls, id);
        Credentials ofRun = found == null ? null : found.forRun(run);
        return ofRun instanceof StandardUsernamePasswordCredentials usable ? usable : found;
    }

    /** Whether the server's own client credentials are such that every job can take them too. */
    static boolean isClientForJobs(List<ServerUrl> tokenUrls, String id) {
        return isForJobs(find(StandardUsernamePasswordCredentials.class, tokenUrls, id));
    }

    /** Whether the server's client certificate is such that every job can take it too. */
    static boolean isCertificateForJobs(ServerUrl url, String id) {
        return isForJobs(find(StandardCertificateCredentials.class, List.of(url), id));
    }

    private static boolean isForJobs(Credentials found) {
        return found != null && found.getScope() != CredentialsScope.SYSTEM;
    }

    private static <C extends StandardCredentials> C find(Class<C> type, List<ServerUrl> urls, String id) {
        return CredentialsProvider.findCredentialByIdInItemGroup(
                id, type, Jenkins.get(), ACL.SYSTEM2, UrlRequirements.of(urls));
    }
}
