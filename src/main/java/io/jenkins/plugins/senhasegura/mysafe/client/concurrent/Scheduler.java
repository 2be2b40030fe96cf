package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** The client's only source of time and delays, so that tests inject both and never sleep. */
public interface Scheduler extends AutoCloseable {
    /** A clock in nanoseconds that never goes back, for durations. */
    long nanoTime();

    /** The time of day, for {@code Retry-After} dates only. */
    Instant now();

    /** Runs a short task, which must not block, after a delay; cancelling the future withdraws it. */
    Future<?> schedule(Duration delay, Runnable task);

    /** Ends the threads, where they are its own; what is scheduled afterwards is dropped. */
    @Override
    default void close() {}

    /** The system's clocks and two threads of its own, which go when there is nothing to wait for. */
    static Scheduler system() {
        ScheduledThreadPoolExecutor events = new ScheduledThreadPoolExecutor(2, Threads.daemons("mysafe-events"));
        events.setRemoveOnCancelPolicy(true);
        events.setKeepAliveTime(Threads.IDLE_SECONDS, TimeUnit.SECONDS);
        events.allowCoreThreadTimeOut(true);
        return system(events);
    }

    /**
     * The system's clocks and the given timer.
     *
     * @param timer runs the tasks; shut down by {@link #close}
     */
    static Scheduler system(ScheduledExecutorService timer) {
        return new Scheduler() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public Future<?> schedule(Duration delay, Runnable task) {
                try {
                    return timer.schedule(() -> runLogged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
                } catch (RejectedExecutionException closed) {
                    return CompletableFuture.completedFuture(null);
                } catch (OutOfMemoryError noThread) {
                    // The virtual machine says so itself. The executor has the task in its queue all the same, and runs
                    // it with the next one that finds a thread; who would cancel it is too late, as one may always be.
                    return new CompletableFuture<Void>();
                }
            }

            @Override
            public void close() {
                timer.shutdownNow();
            }
        };
    }

    /** The executor would keep what is thrown to itself. */
    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            ThrowableLog.log(Logger.getLogger(Scheduler.class.getName()), "A timer's task failed", thrown);
        }
    }
}
