package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
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
public final class SharedOperations extends ItemListener {
    private final Scheduler scheduler = Scheduler.system();
    private PasswordOperations enabler;
    private volatile boolean stopped;

    /** The client of the running controller. */
    static PasswordOperations get() {
        return ExtensionList.lookupSingleton(SharedOperations.class).enabler();
    }

    /** The same, or null where nothing has needed it yet. */
    static PasswordOperations begun() {
        SharedOperations all = ExtensionList.lookupSingleton(SharedOperations.class);
        synchronized (all) {
            return all.enabler;
        }
    }

    /** The client's clock and timer. */
    static Scheduler scheduler() {
        return ExtensionList.lookupSingleton(SharedOperations.class).scheduler;
    }

    /** Whether Jenkins stops: what is under way goes on after its start. */
    public static boolean isStopped() {
        return ExtensionList.lookupSingleton(SharedOperations.class).stopped;
    }

    private synchronized PasswordOperations enabler() {
        if (enabler == null) {
            enabler = PasswordOperations.create(UserAgent.text(), scheduler);
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
