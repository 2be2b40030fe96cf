package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * When the settings change, lets the keeper try again what has failed, prepares the first use of a first server, and tells
 * who observes.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class SettingsListener extends SaveableListener {
    @Override
    public void onChange(Saveable changed, XmlFile file) {
        if (changed instanceof MySafeConfiguration) {
            AccessWindows.get().retry();
            FirstUse.get().prepare();
            Observers.settingsChanged();
        }
    }
}
