package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import java.io.IOException;
import java.util.Set;

/** A freestyle build. */
public abstract class AbstractBuild<P extends AbstractProject<P, R>, R extends AbstractBuild<P, R>> extends Run<P, R>
        implements Runnable {

    AbstractBuild() {}

    public Set<String> getSensitiveBuildVariables() {
        throw new UnsupportedOperationException("AbstractBuild.getSensitiveBuildVariables needs a real Jenkins");
    }

    @NonNull
    public EnvVars getEnvironment(@NonNull TaskListener log) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("AbstractBuild.getEnvironment needs a real Jenkins");
    }
}
