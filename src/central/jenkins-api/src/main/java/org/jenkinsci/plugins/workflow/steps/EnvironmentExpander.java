package org.jenkinsci.plugins.workflow.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.util.Set;

/** Changes the environment variables of what runs within it. */
public abstract class EnvironmentExpander implements Serializable {

    EnvironmentExpander() {}

    @NonNull
    public Set<String> getSensitiveVariables() {
        return Set.of();
    }
}
