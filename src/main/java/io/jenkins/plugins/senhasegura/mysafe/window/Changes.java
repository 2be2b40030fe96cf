package io.jenkins.plugins.senhasegura.mysafe.window;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.ThrowableLog;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

/**
 * The lock of all windows. What follows from a change, a request or the end of a future, is done when the lock has been
 * given back.
 *
 * <p>Thread-safe.
 */
final class Changes {
    private static final Logger LOGGER = Logger.getLogger(Changes.class.getName());

    private List<Runnable> following = new ArrayList<>();
    private boolean stopped;

    /** Makes a change, which must not call this method, and does what follows from it. */
    void make(Runnable change) {
        List<Runnable> follow;
        synchronized (this) {
            if (stopped) {
                return;
            }
            change.run();
            follow = following;
            following = new ArrayList<>();
        }
        for (Runnable each : follow) {
            try {
                each.run();
            } catch (Throwable broken) { // one that breaks must not keep the others from their end
                ThrowableLog.log(LOGGER, "What follows from a change of an access window broke off", broken);
            }
        }
    }

    /** Called by a change. */
    void then(Runnable follow) {
        following.add(follow);
    }

    /** From now on nothing changes any more, and nothing follows. */
    synchronized void stop() {
        stopped = true;
    }
}
