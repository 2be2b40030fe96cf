package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes threads that keep no virtual machine from its end, are named by their number and go when there is nothing to do.
 *
 * <p>Thread-safe: keeps nothing.
 */
final class Threads {
    static final long IDLE_SECONDS = 30;

    private Threads() {}

    static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** As many as there are tasks. */
    static ThreadPoolExecutor unbounded(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons(name));
    }
}
