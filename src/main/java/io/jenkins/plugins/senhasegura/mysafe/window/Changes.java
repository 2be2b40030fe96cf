package io.jenkins.plugins.senhasegura.mysafe.window;

import java.util.ArrayList;
import java.util.List;

/**
 * The lock of all windows. What follows from a change, a request or the end of a future, is done when the lock has been
 * given back.
 *
 * <p>Thread-safe.
 */
final class Changes {
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
            } catch (RuntimeException broken) {
                // One that breaks must not keep the others from their end.
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, broken);
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
