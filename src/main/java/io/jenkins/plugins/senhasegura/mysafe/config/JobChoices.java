package io.jenkins.plugins.senhasegura.mysafe.config;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.List;

/** What a form offers for a job: what its builds may use, by the limits of its folders and the rules of the servers. */
public final class JobChoices {
    private final Item item;
    private final InheritedLimits limits;
    private final MySafeSettings settings = MySafeConfiguration.get().settings();

    private JobChoices(Item item, InheritedLimits limits) {
        this.item = item;
        this.limits = limits;
    }

    /** @param item the job, or a folder for the jobs in it; null where there is none yet */
    public static JobChoices of(Item item) {
        InheritedLimits limits = InheritedLimits.ofJob(item);
        return new JobChoices(item, limits);
    }

    /** For the limits of a folder itself, which may be anything that the folders around it allow. */
    static JobChoices ofFolder(Item folder) {
        InheritedLimits limits = folder != null && folder.getParent() instanceof Item outer
                ? InheritedLimits.of(outer)
                : new InheritedLimits(List.of());
        return new JobChoices(folder, limits);
    }

    /** The server that is taken where none is named, when it is a folder that says so; or null. */
    public String folderServer() {
        return limits.server();
    }

    /**
     * The names of the servers.
     *
     * @param none the word for no choice
     * @param current what the form holds already
     */
    public ListBoxModel servers(String none, String current) {
        ListBoxModel names = new ListBoxModel();
        if (!FormCredentials.mayConfigure(item)) {
            names.add(current, current);
            return names;
        }
        names.add(none, "");
        settings.servers().stream()
                .filter(this::isOffered)
                .map(MySafeServer::getName)
                .forEach(names::add);
        String kept = Util.fixEmpty(current);
        if (kept != null && names.stream().noneMatch(name -> name.value.equals(kept))) {
            // Nothing is lost by opening the form: what cannot be used stays chosen until somebody chooses another.
            names.add(kept, kept);
        }
        return names;
    }

    private boolean isOffered(MySafeServer server) {
        if (limits.unreadable() != null || limits.againstServer(server.getName()) != null) {
            return false;
        }
        // Which jobs there are in a folder is not known here.
        return !(item instanceof Job)
                || server.accessRules().mayAllow(InheritedLimits.rootOf(item).getFullName());
    }

    /**
     * The credentials that the job may use against a server, none meaning the folder's or the server's own: never those of
     * Jenkins itself, which no build would find.
     */
    public ListBoxModel credentials(String server, String current) {
        CredentialsMatcher matcher = CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM));
        String only = limits.credentialsId();
        if (limits.unreadable() != null || only != null && limits.againstCredentials(only) != null) {
            matcher = CredentialsMatchers.never();
        } else if (only != null) {
            matcher = CredentialsMatchers.allOf(matcher, CredentialsMatchers.withId(only));
        }
        return FormCredentials.clientCredentials(item, tokenUrls(server), matcher, current);
    }

    /** Whether builds find the credentials that the form holds. */
    public FormValidation checkCredentials(String server, String value) {
        return FormCredentials.check(item, credentials(server, ""), value);
    }

    private List<ServerUrl> tokenUrls(String server) {
        String named = Util.fixEmptyAndTrim(server);
        try {
            return settings.server(named == null ? limits.server() : named).tokenUrls();
        } catch (SettingException notYet) {
            return List.of();
        }
    }
}
