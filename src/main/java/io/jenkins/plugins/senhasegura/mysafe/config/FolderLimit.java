package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.Util;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;

/**
 * What one folder lets its jobs use.
 *
 * @param folder its full name
 * @param server the only server, which is also what jobs get that name none; null for any
 * @param credentialsId the only credentials, in the same way; null for any
 * @param ids of the passwords
 * @param isReadable whether all of it could be read; if not, nothing is allowed
 */
record FolderLimit(String folder, String server, String credentialsId, IdRanges ids, boolean isReadable) {

    /** Takes the values apart; what {@code config.xml} holds may be anything. */
    static FolderLimit of(String folder, String server, String credentialsId, String ids) {
        try {
            IdRanges ranges = Util.fixEmptyAndTrim(ids) == null ? IdRanges.ALL : IdRanges.parse("ids", ids);
            return new FolderLimit(
                    folder, Util.fixEmptyAndTrim(server), Util.fixEmptyAndTrim(credentialsId), ranges, true);
        } catch (SettingException bad) {
            return unreadable(folder);
        }
    }

    /** Of a folder whose limit cannot be read: nobody knows whom it was to keep out. */
    static FolderLimit unreadable(String folder) {
        return new FolderLimit(folder, null, null, IdRanges.ALL, false);
    }

    boolean allowsServer(String name) {
        return server == null || server.equals(name);
    }

    boolean allowsCredentials(String id) {
        return credentialsId == null || credentialsId.equals(id);
    }
}
