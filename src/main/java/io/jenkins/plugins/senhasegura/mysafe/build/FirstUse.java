package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.senhasegura.mysafe.client.WarmUp;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.UserAgent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Prepares what the first operation of a controller needs, some time after Jenkins has come up and once there is a server:
 * no part of the start waits for it, and a controller without a server never loads it.
 *
 * <p>Thread-safe: who is first prepares it.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class FirstUse extends ItemListener {
    /** After the jobs were loaded: by then the start is over and its rush, too. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    /** Of the class loader, as the loaded classes are. */
    private static final AtomicBoolean PREPARED = new AtomicBoolean();

    private volatile boolean up;

    static FirstUse get() {
        return ExtensionList.lookupSingleton(FirstUse.class);
    }

    @Override
    public void onLoaded() {
        SharedOperations.scheduler().schedule(PAUSE, this::isUp);
    }

    private void isUp() {
        up = true;
        prepare();
    }

    /** Prepares it in a thread of its own, unless it is too early, there is no server, or it was done. */
    void prepare() {
        if (!up
                || SharedOperations.isStopped()
                || MySafeConfiguration.get().getServers().isEmpty()
                || !PREPARED.compareAndSet(false, true)) {
            return;
        }
        Thread thread = new Thread(() -> WarmUp.start(UserAgent.text()), "mysafe-first-use");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }
}
