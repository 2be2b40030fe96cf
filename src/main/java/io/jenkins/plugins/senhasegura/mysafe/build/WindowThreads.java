package io.jenkins.plugins.senhasegura.mysafe.build;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads of the controller's windows, each kind for what may hang without holding up the others: a build's log takes
 * none from the keeper.
 *
 * <p>Thread-safe: its lock guards the making of the pool that tells.
 */
final class WindowThreads {
    private static final long IDLE_SECONDS = 10;
    private static final int KEEPERS = 2;

    // No pool with deadlines: a build that an interrupt keeps from being loaded would look as if it were gone.
    private final Executor keeper = executor("mysafe-keeper", KEEPERS);
    private final Executor writer = executor("mysafe-leases", 1);
    private final Supplier<Scheduler> clock;
    private BlockingPool teller;

    /** @param clock asked for when it is needed first, since extensions must not ask for one another while they are made */
    WindowThreads(Supplier<Scheduler> clock) {
        this.clock = clock;
    }

    private static Executor executor(String name, int most) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Tells builds of the ends of their windows. One whose log hangs is given up after a while, and counts no more. */
    synchronized Executor teller() {
        if (teller == null) {
            Scheduler scheduler = clock.get();
            teller = new BlockingPool(scheduler, "mysafe-windows");
        }
        return teller;
    }

    /** Nobody is told anything from here on. */
    synchronized void endTelling() {
        if (teller != null) {
            teller.close();
        }
    }

    /** Asks Jenkins what the keeper has to know. */
    Executor keeper() {
        return keeper;
    }

    /** Writes the file of leases, one thing after the other. */
    Executor writer() {
        return writer;
    }
}
