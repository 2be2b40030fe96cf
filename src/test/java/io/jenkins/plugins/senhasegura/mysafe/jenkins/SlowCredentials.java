package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.util.Secret;
import java.util.concurrent.TimeUnit;

/** Credentials whose secret is in another system, which takes its time each time. */
final class SlowCredentials extends BaseStandardCredentials implements StandardUsernamePasswordCredentials {
    private static final long serialVersionUID = 1L;

    private final long millis;

    SlowCredentials(String id, long millis) {
        super(CredentialsScope.GLOBAL, id, null);
        this.millis = millis;
    }

    @Override
    public String getUsername() {
        return Controller.CLIENT_ID;
    }

    @Override
    public Secret getPassword() {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return Secret.fromString(Controller.SECRET);
    }
}
