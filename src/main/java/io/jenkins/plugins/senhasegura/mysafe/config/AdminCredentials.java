package io.jenkins.plugins.senhasegura.mysafe.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.security.ACL;
import io.jenkins.plugins.senhasegura.mysafe.api.ClientCertificate;
import io.jenkins.plugins.senhasegura.mysafe.api.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.api.SettingException;
import jenkins.model.Jenkins;

/**
 * Takes credentials from the store as a job outside any folder would find them, for an administrator's test and for the
 * monitor. May block: providers may ask other systems.
 */
final class AdminCredentials {
    private AdminCredentials() {}

    /** @throws SettingException when there are none that a job may use */
    static ClientCredentials client(String tokenUrl, String id) {
        if (id == null) {
            throw new SettingException(JobCredentials.CREDENTIALS_ID, null, "credentials.none");
        }
        return JobCredentials.client(
                find(StandardUsernamePasswordCredentials.class, tokenUrl, JobCredentials.CREDENTIALS_ID, id));
    }

    /** @throws SettingException when there is none that a job may use */
    static ClientCertificate certificate(String url, String id) {
        return JobCredentials.certificate(
                id, find(StandardCertificateCredentials.class, url, JobCredentials.CLIENT_CERTIFICATE_ID, id));
    }

    private static <C extends StandardCredentials> C find(Class<C> type, String url, String field, String id) {
        // System-scoped ones are Jenkins' own: a job would not find them either.
        return CredentialsProvider.lookupCredentialsInItemGroup(
                        type,
                        Jenkins.get(),
                        ACL.SYSTEM2,
                        URIRequirementBuilder.fromUri(url).build())
                .stream()
                .filter(credential -> credential.getId().equals(id) && credential.getScope() != CredentialsScope.SYSTEM)
                .findFirst()
                .orElseThrow(() -> new SettingException(
                        field, id, "credentials.missing", Jenkins.get().getDisplayName()));
    }
}
