package io.jenkins.plugins.senhasegura.mysafe;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.senhasegura.mysafe.api.PasswordEnabler;
import io.jenkins.plugins.senhasegura.mysafe.api.Scheduler;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The controller's one client: started with the first password, stopped as the first thing when Jenkins stops. */
@Extension
@Restricted(NoExternalUse.class)
public final class SharedEnabler extends ItemListener {
    private PasswordEnabler enabler;
    private boolean stopped;

    /** The client of the running controller. */
    static PasswordEnabler get() {
        return ExtensionList.lookupSingleton(SharedEnabler.class).enabler();
    }

    private synchronized PasswordEnabler enabler() {
        if (enabler == null) {
            enabler = PasswordEnabler.create(userAgent(), Scheduler.system(Timer::get));
            if (stopped) {
                enabler.close();
            }
        }
        return enabler;
    }

    private static String userAgent() {
        String version = SharedEnabler.class.getPackage().getImplementationVersion();
        return "senhasegura-mysafe-jenkins/" + (version == null ? "dev" : version.replaceAll("[^0-9A-Za-z._-].*", ""));
    }

    @Override
    public synchronized void onBeforeShutdown() {
        stopped = true;
        if (enabler != null) {
            enabler.close();
        }
    }
}
