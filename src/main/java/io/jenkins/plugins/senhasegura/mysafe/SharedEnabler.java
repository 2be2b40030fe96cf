package io.jenkins.plugins.senhasegura.mysafe;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.senhasegura.mysafe.api.PasswordEnabler;
import io.jenkins.plugins.senhasegura.mysafe.api.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.config.UserAgent;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The controller's one client: started with the first password, stopped as the first thing when Jenkins stops.
 *
 * <p>Thread-safe: its lock guards the client; one that is asked for after the stop is closed already.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class SharedEnabler extends ItemListener {
    private final Scheduler scheduler = Scheduler.system();
    private PasswordEnabler enabler;
    private volatile boolean stopped;

    /** The client of the running controller. */
    static PasswordEnabler get() {
        return ExtensionList.lookupSingleton(SharedEnabler.class).enabler();
    }

    /** The client's clock and timer. */
    static Scheduler scheduler() {
        return ExtensionList.lookupSingleton(SharedEnabler.class).scheduler;
    }

    /** Whether Jenkins stops: what is under way goes on after its start. */
    static boolean isStopped() {
        return ExtensionList.lookupSingleton(SharedEnabler.class).stopped;
    }

    private synchronized PasswordEnabler enabler() {
        if (enabler == null) {
            enabler = PasswordEnabler.create(UserAgent.text(), scheduler);
            if (stopped) {
                enabler.close();
            }
        }
        return enabler;
    }

    @Override
    public synchronized void onBeforeShutdown() {
        stopped = true;
        // First, so that what ends with the client is no end to them.
        AccessWindows.get().stop();
        if (enabler != null) {
            enabler.close();
        }
    }
}
