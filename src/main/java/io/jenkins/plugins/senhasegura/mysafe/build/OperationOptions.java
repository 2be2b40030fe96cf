package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.Util;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a job asks for, the same for the step and the build step. Holds no secret and no URL. */
public final class OperationOptions implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Operation operation;
    private final String id;
    private final String server;
    private final String credentialsId;
    private final ArrayList<String> unstableOn;
    private final ArrayList<String> failOn;
    private final ArrayList<String> passOn;

    /**
     * @param operation what to do
     * @param id the password's identifier as it was given
     * @param server a configured server's name, or null for the first one
     * @param credentialsId instead of the server's, or null
     * @param unstableOn error names, or null
     * @param failOn error names, or null
     * @param passOn error names, or null
     */
    public OperationOptions(
            Operation operation,
            String id,
            String server,
            String credentialsId,
            String[] unstableOn,
            String[] failOn,
            String[] passOn) {
        this.operation = operation;
        this.id = id;
        this.server = Util.fixEmptyAndTrim(server);
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
        this.unstableOn = list(unstableOn);
        this.failOn = list(failOn);
        this.passOn = list(passOn);
    }

    private static ArrayList<String> list(String[] names) {
        return names == null ? new ArrayList<>() : new ArrayList<>(Arrays.asList(names));
    }

    public Operation operation() {
        return operation;
    }

    public String id() {
        return id;
    }

    String server() {
        return server;
    }

    String credentialsId() {
        return credentialsId;
    }

    /**
     * What the job itself says of errors.
     *
     * @throws SettingException for a name that is unknown or doubled
     */
    ErrorMapping mapping() {
        return ErrorMapping.of(unstableOn, failOn, passOn);
    }

    /** Copies a list of names; null and empty become null, so that an untouched field is not written out. */
    public static String[] names(String[] given) {
        if (given == null) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (String name : given) {
            String trimmed = Util.fixEmptyAndTrim(name);
            if (trimmed != null) {
                names.add(trimmed);
            }
        }
        return names.isEmpty() ? null : names.toArray(new String[0]);
    }
}
