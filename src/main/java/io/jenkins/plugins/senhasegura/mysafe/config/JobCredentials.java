package io.jenkins.plugins.senhasegura.mysafe.config;

import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.Secret;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCertificate;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.security.core.Authentication;

/** Takes credentials from the store in the context of a build. May block: providers may ask other systems. */
public final class JobCredentials {
    static final String CREDENTIALS_ID = "credentialsId";
    static final String CLIENT_CERTIFICATE_ID = "clientCertificateId";

    private JobCredentials() {}

    /**
     * The client credentials for a token request: those that the job names, or the server's own, which a folder may
     * replace by others of the same id for its jobs.
     *
     * @param tokenUrls where the secret may be sent; the domain that holds the credentials must allow it
     * @param named the id that the job itself names, or null
     * @param ofServer the id that the server has, or null
     * @param found told the credential before it is used
     * @throws InterruptedException when the build has given up meanwhile
     * @throws SettingException when there are none that the build may use
     */
    public static ClientCredentials lookUp(
            Run<?, ?> run,
            List<ServerUrl> tokenUrls,
            String named,
            String ofServer,
            Consumer<StandardCredentials> found)
            throws InterruptedException {
        String id = named == null ? ofServer : named;
        if (id == null) {
            throw new SettingException(CREDENTIALS_ID, null, "credentials.none");
        }
        StandardUsernamePasswordCredentials credential = find(run, tokenUrls, id);
        if (credential == null && named == null) {
            credential = AdminCredentials.forRun(run, tokenUrls, ofServer);
        }
        // Given up meanwhile: what nobody waits for any more is not used.
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (credential == null) {
            throw missing(run, named, ofServer);
        }
        found.accept(credential);
        return client(credential);
    }

    /**
     * The same where there is no build any more.
     *
     * @param job in whose context, or null for the root, as the administrator's own
     * @param id of the credentials, or null for none
     * @throws SettingException when there are none
     */
    public static ClientCredentials lookUp(Job<?, ?> job, List<ServerUrl> tokenUrls, String id) {
        if (job == null) {
            return AdminCredentials.client(tokenUrls, id);
        }
        StandardUsernamePasswordCredentials credential = CredentialsProvider.findCredentialByIdInItem(
                id, StandardUsernamePasswordCredentials.class, job, ACL.SYSTEM2, UrlRequirements.of(tokenUrls));
        if (credential == null || credential.getScope() == CredentialsScope.SYSTEM) {
            throw new SettingException(CREDENTIALS_ID, id, "credentials.missing", job.getFullDisplayName());
        }
        return client(credential);
    }

    private static SettingException missing(Run<?, ?> run, String named, String ofServer) {
        String job = run.getParent().getFullDisplayName();
        if (named == null) {
            return new SettingException(CREDENTIALS_ID, ofServer, "credentials.missing.server", job);
        }
        String parameter = parameterThatHolds(run, named);
        return parameter == null
                ? new SettingException(CREDENTIALS_ID, named, "credentials.missing", job)
                : new SettingException(
                        CREDENTIALS_ID,
                        named,
                        "credentials.missing.parameter",
                        job,
                        parameter,
                        "'${" + parameter + "}'");
    }

    /**
     * The credentials parameter of the build that has this id as its value. Only by the name of the parameter are the
     * credentials found that are its user's own.
     */
    static String parameterThatHolds(Run<?, ?> run, String id) {
        ParametersAction parameters = run.getAction(ParametersAction.class);
        return parameters == null
                ? null
                : parameters.getParameters().stream()
                        .filter(parameter -> parameter instanceof CredentialsParameterValue credentials
                                && id.equals(credentials.getValue()))
                        .map(ParameterValue::getName)
                        .findFirst()
                        .orElse(null);
    }

    static ClientCredentials client(StandardUsernamePasswordCredentials credential) {
        // A provider of somebody's own may have no password to give.
        String secret = Secret.toString(credential.getPassword());
        return new ClientCredentials(
                credential.getId(), credential.getUsername(), secret, credential.isUsernameSecret());
    }

    /** Notes in the credential's fingerprint that the build has used it. */
    public static void track(Run<?, ?> run, StandardCredentials credential) {
        CredentialsProvider.track(run, credential);
    }

    static ClientCertificate certificate(String id, StandardCertificateCredentials credential) {
        try {
            String password = credential.getPassword().getPlainText();
            return new ClientCertificate(credential.getKeyStore(), password.toCharArray());
        } catch (SettingException unusable) {
            throw unusable;
        } catch (RuntimeException unreadable) {
            throw new SettingException(CLIENT_CERTIFICATE_ID, id, "clientCertificate.unusable");
        }
    }

    /** In the job's own context; null where there is none that it may use. */
    private static StandardUsernamePasswordCredentials find(Run<?, ?> run, List<ServerUrl> tokenUrls, String id) {
        StandardUsernamePasswordCredentials credential = CredentialsProvider.findCredentialById(
                id, StandardUsernamePasswordCredentials.class, run, UrlRequirements.of(tokenUrls));
        if (credential == null) {
            credential = findOfRoot(run.getParent(), tokenUrls, id);
        }
        // System-scoped ones are Jenkins' own, whichever provider hands them out; the message does not tell that
        // there is one.
        return credential == null || credential.getScope() == CredentialsScope.SYSTEM ? null : credential;
    }

    /**
     * In the context of the project that the job belongs to, for the same user: the item tree leads from a matrix
     * configuration to its folders, but not from a promotion, whose parent is no item.
     */
    private static StandardUsernamePasswordCredentials findOfRoot(Job<?, ?> job, List<ServerUrl> tokenUrls, String id) {
        Item root = InheritedLimits.rootOf(job);
        if (root == job || job.getParent() instanceof Item || !(job instanceof Queue.Task task)) {
            return null;
        }
        Authentication builds = Tasks.getAuthenticationOf2(task);
        return ACL.SYSTEM2.equals(builds) || root.hasPermission2(builds, CredentialsProvider.USE_ITEM)
                ? CredentialsProvider.findCredentialByIdInItem(
                        id, StandardUsernamePasswordCredentials.class, root, ACL.SYSTEM2, UrlRequirements.of(tokenUrls))
                : null;
    }
}
