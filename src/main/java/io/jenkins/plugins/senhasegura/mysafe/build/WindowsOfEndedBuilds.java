package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Ends windows with their builds: who kills a Pipeline the hard way ends the build without stopping its steps. */
@Extension
@Restricted(NoExternalUse.class)
public final class WindowsOfEndedBuilds extends RunListener<Run<?, ?>> {
    @Override
    public void onFinalized(Run<?, ?> run) {
        AccessWindows.get().live().over(run);
    }

    @Override
    public void onDeleted(Run<?, ?> run) {
        AccessWindows.get().live().over(run);
    }
}
