package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.senhasegura.mysafe.client.model.NotPermittedException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.function.Function;

/**
 * The one check of who may do what, for every way into the plugin. Goes by the rules and the job's name of the moment, so
 * that no decision outlives a change of either; reads memory only and never blocks.
 */
public final class AccessCheck {
    private AccessCheck() {}

    /**
     * What a build asks for, not checked yet.
     *
     * @param settings which it goes by
     * @param server a configured server's name, or null for the folder's or the first one
     * @param credentialsId instead of the folder's or the server's, or null
     * @throws SettingException where there is no such server
     */
    public static Access of(MySafeSettings settings, Run<?, ?> run, String server, String credentialsId) {
        Item job = InheritedLimits.rootOf(run.getParent());
        return new Access(job.getFullName(), settings, InheritedLimits.of(job), server, credentialsId);
    }

    /**
     * The same for what was asked for before, and is gone on with: the server and the credentials of then, whatever job,
     * folders and settings name now.
     *
     * @param credentialsId what was named then; null for the server's own
     */
    public static Access of(Run<?, ?> run, MySafeServer server, String credentialsId) {
        Item job = InheritedLimits.rootOf(run.getParent());
        return new Access(job.getFullName(), InheritedLimits.of(job), server, credentialsId);
    }

    /**
     * Checks it for a password: before any credential is looked up and anything is sent.
     *
     * @param settings which it goes by; where those of today are others, they have to allow it as well
     * @param asked what is asked for, by the settings that it is given
     * @throws NotPermittedException where a folder of the job, or a rule of the server, does not allow it
     * @throws SettingException where there is no such server
     */
    public static Access permitted(
            MySafeSettings settings, Function<MySafeSettings, Access> asked, PasswordId id, Operation operation) {
        MySafeSettings now = MySafeConfiguration.get().settings();
        if (now != settings) {
            asked.apply(now).check(id, operation);
        }
        return asked.apply(settings).check(id, operation);
    }
}
