package io.jenkins.plugins.senhasegura.mysafe;

import hudson.model.Run;
import java.util.List;

/** One activation with the build that asked for it. */
public final class ActivationRow {
    private final Run<?, ?> run;
    private final EnablePasswordRecord password;
    private final List<String> causes;

    ActivationRow(Run<?, ?> run, EnablePasswordRecord password, List<String> causes) {
        this.run = run;
        this.password = password;
        this.causes = causes;
    }

    /** What the build is called. */
    public String getBuild() {
        return run.getDisplayName();
    }

    /** The build's page below the root of Jenkins. */
    public String getBuildUrl() {
        return run.getUrl();
    }

    /** The password and what came of it. */
    public EnablePasswordRecord getPassword() {
        return password;
    }

    /** By whom or what the build was started. */
    public List<String> getCauses() {
        return causes;
    }
}
