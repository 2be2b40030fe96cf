package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Lets the keeper try again what has failed when the settings change. */
@Extension
@Restricted(NoExternalUse.class)
public final class WindowsRetry extends SaveableListener {
    @Override
    public void onChange(Saveable changed, XmlFile file) {
        if (changed instanceof MySafeConfiguration) {
            AccessWindows.get().retry();
        }
    }
}
