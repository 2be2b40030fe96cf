package io.jenkins.plugins.senhasegura.mysafe.config;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** The credentials drop-downs, and who may see what is in them. */
public final class FormCredentials {
    private FormCredentials() {}

    /** Whether the user may fill in this form: of a job where there is one, else of the whole installation. */
    public static boolean mayConfigure(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /** Refuses everybody who may not see this form at all. */
    public static void checkMayConfigure(Item item) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.EXTENDED_READ);
        }
    }

    /**
     * Client credentials for an Access Token URL.
     *
     * @param url null when it is not known yet
     */
    public static ListBoxModel clientCredentials(Item item, String url, String current) {
        return list(StandardUsernamePasswordCredentials.class, item, url, current);
    }

    /** Client certificates for a server, for who may configure it. */
    static ListBoxModel certificates(String url, String current) {
        return list(StandardCertificateCredentials.class, null, url, current);
    }

    private static <C extends StandardCredentials> ListBoxModel list(
            Class<C> type, Item item, String url, String current) {
        StandardListBoxModel list = new StandardListBoxModel();
        if (!mayConfigure(item)) {
            // No ids for somebody who may not use them; only what the form holds already.
            return list.includeCurrentValue(current);
        }
        List<DomainRequirement> requirements =
                URIRequirementBuilder.fromUri(url).build();
        // Those are Jenkins' own: no build would find them.
        CredentialsMatcher forJobs = CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM));
        list.includeEmptyValue();
        if (item == null) {
            list.includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), type, requirements, forJobs);
        } else {
            list.includeMatchingAs(authentication(item), item, type, requirements, forJobs);
        }
        return list.includeCurrentValue(current);
    }

    /** As whom the job's builds run, so that the list shows what they will find. */
    private static Authentication authentication(Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }
}
