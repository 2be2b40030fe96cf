package io.jenkins.plugins.senhasegura.mysafe.demo;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.util.Secret;

/** A <i>Username with password</i> where there is no Jenkins. */
final class DemoCredentials implements StandardUsernamePasswordCredentials {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String userName;
    private final Secret password;

    DemoCredentials(String id, String userName, String password) {
        this.id = id;
        this.userName = userName;
        this.password = Secret.fromString(password);
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getUsername() {
        return userName;
    }

    @Override
    public Secret getPassword() {
        return password;
    }

    @Override
    public String getDescription() {
        return "the simulated server's client";
    }

    @Override
    public CredentialsScope getScope() {
        return CredentialsScope.GLOBAL;
    }
}
