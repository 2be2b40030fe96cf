package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Run;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for the credentials plugin's own where there is no Jenkins: a store that every build may use. */
public final class CredentialsProvider {
    private static final Map<String, IdCredentials> STORE = new ConcurrentHashMap<>();

    private CredentialsProvider() {}

    public static void add(IdCredentials credentials) {
        STORE.put(credentials.getId(), credentials);
    }

    public static <C extends IdCredentials> C findCredentialById(
            String id, Class<C> type, Run<?, ?> run, List<DomainRequirement> requirements) {
        IdCredentials found = STORE.get(id);
        return type.isInstance(found) ? type.cast(found) : null;
    }

    @SuppressWarnings("rawtypes") // as the method that it stands in for has it
    public static <C extends Credentials> C track(Run build, C credentials) {
        return credentials;
    }
}
