package io.jenkins.plugins.senhasegura.mysafe.audit;

import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import java.util.HashSet;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** The values that the console of a build masks because of the variables that hold them. */
public final class SensitiveVariables {
    private SensitiveVariables() {}

    /**
     * Those of password parameters, of a freestyle build's environments, and of what {@code withCredentials} and its like
     * have bound.
     *
     * @param environment all variables at this point of the build
     * @param bound the step's, or null where there is none
     */
    public static Set<String> values(Run<?, ?> run, EnvVars environment, EnvironmentExpander bound) {
        Set<String> names = new HashSet<>();
        if (bound != null) {
            names.addAll(bound.getSensitiveVariables());
        }
        if (run instanceof AbstractBuild<?, ?> build) {
            names.addAll(build.getSensitiveBuildVariables());
        }
        ParametersAction parameters = run.getAction(ParametersAction.class);
        if (parameters != null) {
            for (ParameterValue parameter : parameters.getParameters()) {
                if (parameter instanceof CredentialsParameterValue) {
                    // Says that it is sensitive, too, but its value is an id: whoever misspells it wants to see it.
                    names.remove(parameter.getName());
                } else if (parameter.isSensitive()) {
                    names.add(parameter.getName());
                }
            }
        }
        Set<String> values = new HashSet<>();
        for (String name : names) {
            String value = environment.get(name);
            if (value != null && !value.isBlank()) {
                values.add(value);
            }
        }
        return values;
    }
}
