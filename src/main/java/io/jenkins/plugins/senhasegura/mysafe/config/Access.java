package io.jenkins.plugins.senhasegura.mysafe.config;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.NotPermittedException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;

/**
 * What a job asks for: a server and perhaps credentials, its own choice or its folder's, by the settings of one moment.
 * Whether it may have that, for a certain password, {@link #check} says.
 */
public final class Access {
    private final String job;
    private final MySafeServer server;
    private final String credentialsId;
    private final InheritedLimits limits;

    /**
     * @param job its full name
     * @param limits of its folders
     * @param serverName what it names itself, or null
     * @param credentialsId what it names itself, or null
     * @throws SettingException where there is no such server
     */
    Access(String job, MySafeSettings settings, InheritedLimits limits, String serverName, String credentialsId) {
        this.job = job;
        this.limits = limits;
        this.server = settings.server(serverName == null ? limits.server() : serverName);
        this.credentialsId = credentialsId == null ? limits.credentialsId() : credentialsId;
    }

    /**
     * What was asked for before.
     *
     * @param credentialsId what was named then; null for the server's own
     */
    Access(String job, InheritedLimits limits, MySafeServer server, String credentialsId) {
        this.job = job;
        this.limits = limits;
        this.server = server;
        this.credentialsId = credentialsId;
    }

    /**
     * Refuses what the folders' limits or the server's rules do not allow.
     *
     * @throws NotPermittedException says what would have to be added, and by whom
     */
    Access check(PasswordId id, Operation operation) {
        refuse(limits.unreadable(), "folder.unreadable", id, operation);
        refuse(limits.againstServer(server.getName()), "folder.server", id, operation);
        refuse(limits.againstCredentials(credentialsId), "folder.credentials", id, operation);
        refuse(limits.againstId(id.value()), "folder.id", id, operation);
        AccessRules rules = server.accessRules();
        AccessRules.Decision decision = rules.decide(job, id.value(), operation);
        if (!decision.permitted()) {
            String why = decision.rule() > 0 ? "rules.denied" : "rules.none";
            throw forbidden(rules.unreadable() == null ? why : "rules.unreadable", id, operation, JobPattern.of(job));
        }
        return this;
    }

    private void refuse(FolderLimit refusing, String key, PasswordId id, Operation operation) {
        if (refusing != null) {
            throw forbidden(key, id, operation, refusing.folder());
        }
    }

    /** @param more the folder that refuses, or how a rule would name the job */
    private NotPermittedException forbidden(String key, Object id, Object operation, String more) {
        return new NotPermittedException(server.getName(), key, job, operation, id, server.getName(), more);
    }

    /**
     * Refuses credentials that are not those that the folders name: a parameter of the build may go by their id.
     *
     * @throws NotPermittedException for others
     */
    public void checkFound(StandardCredentials found) {
        FolderLimit refusing = limits.credentialsId() == null ? null : limits.againstCredentials(found.getId());
        if (refusing != null) {
            throw forbidden("folder.parameter", "", "", refusing.folder());
        }
    }

    /** The server. */
    public MySafeServer server() {
        return server;
    }

    /** The id of the credentials that the job or its folder names; null for the server's own. */
    public String credentialsId() {
        return credentialsId;
    }

    /** The id of the credentials that will be looked up; null where neither job, folder nor server names any. */
    public String anyCredentialsId() {
        return credentialsId == null ? server.getCredentialsId() : credentialsId;
    }
}
