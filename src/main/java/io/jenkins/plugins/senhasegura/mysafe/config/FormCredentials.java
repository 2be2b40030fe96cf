package io.jenkins.plugins.senhasegura.mysafe.config;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** The credentials drop-downs, and who may see what is in them. */
public final class FormCredentials {
    private static final Logger LOGGER = Logger.getLogger(FormCredentials.class.getName());

    private FormCredentials() {}

    /** Whether the user may see what can be chosen in this form: that of the job, else that of the whole installation. */
    public static boolean mayConfigure(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /**
     * Refuses everybody who may not see this form at all. Without a job it is on the page <i>Pipeline Syntax</i>, which is
     * for everybody who may see Jenkins.
     */
    public static void checkMayFillIn(Item item) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.READ);
        } else {
            item.checkPermission(Item.EXTENDED_READ);
        }
    }

    /**
     * Client credentials that a job may name.
     *
     * @param item the job; null where there is none yet
     * @param tokenUrls where they would be sent; empty when that is not known yet
     * @param matcher which of them
     */
    static ListBoxModel clientCredentials(
            Item item, List<ServerUrl> tokenUrls, CredentialsMatcher matcher, String current) {
        return list(StandardUsernamePasswordCredentials.class, item, tokenUrls, matcher, current);
    }

    /**
     * Whether builds find what the form holds; only for who may see what can be chosen.
     *
     * @param builds what they may use, as the drop-down lists it
     */
    static FormValidation check(Item item, ListBoxModel builds, String value) {
        checkMayFillIn(item);
        String id = Util.fixEmptyAndTrim(value);
        // What the build itself makes of it is not known before it runs.
        boolean found = id == null || id.contains("$") || holds(builds, id);
        return found || !mayConfigure(item) ? FormValidation.ok() : missing(item, id);
    }

    private static FormValidation missing(Item item, String id) {
        return FormValidation.warning(
                item instanceof Job ? Messages.FormCredentials_missing(id) : Messages.FormCredentials_missingHere(id));
    }

    /** Client credentials for a server, for who may configure it: Jenkins' own too. */
    static ListBoxModel serverCredentials(List<ServerUrl> tokenUrls, String current) {
        return list(StandardUsernamePasswordCredentials.class, null, tokenUrls, CredentialsMatchers.always(), current);
    }

    /** Client certificates for a server, for who may configure it: Jenkins' own too. */
    static ListBoxModel certificates(List<ServerUrl> urls, String current) {
        return list(StandardCertificateCredentials.class, null, urls, CredentialsMatchers.always(), current);
    }

    /**
     * @param found what can be chosen for the server
     * @throws SettingException with this key when the id is not among it
     */
    static void checkServers(ListBoxModel found, String field, String value, String key) {
        String id = Util.fixEmptyAndTrim(value);
        if (id != null && !holds(found, id)) {
            throw new SettingException(field, id, key);
        }
    }

    private static boolean holds(ListBoxModel options, String id) {
        return options.stream().anyMatch(option -> option.value.equals(id));
    }

    private static <C extends StandardCredentials> ListBoxModel list(
            Class<C> type, Item item, List<ServerUrl> urls, CredentialsMatcher matcher, String current) {
        StandardListBoxModel list = new StandardListBoxModel();
        if (!mayConfigure(item)) {
            // No ids for somebody who may not use them; only what the form holds already.
            return list.includeCurrentValue(current);
        }
        list.includeEmptyValue();
        if (item == null) {
            list.includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), type, UrlRequirements.of(urls), matcher);
        } else {
            Authentication builds = authentication(item);
            if (builds == null) {
                return list.includeCurrentValue(current);
            }
            list.includeMatchingAs(builds, item, type, UrlRequirements.of(urls), matcher);
            if (!ACL.SYSTEM2.equals(builds) && item.hasPermission2(builds, CredentialsProvider.USE_ITEM)) {
                // As a build looks them up: its user's own first, then those that the user may use here.
                list.includeMatchingAs(ACL.SYSTEM2, item, type, UrlRequirements.of(urls), matcher);
            }
        }
        return list.includeCurrentValue(current);
    }

    /** As whom the job's builds run, so that the list shows what they will find; null where another plugin cannot tell. */
    private static Authentication authentication(Item item) {
        try {
            return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
        } catch (RuntimeException broken) {
            LOGGER.log(Level.WARNING, broken, () -> "Cannot tell as whom builds run: " + item.getFullName());
            return null;
        }
    }
}
