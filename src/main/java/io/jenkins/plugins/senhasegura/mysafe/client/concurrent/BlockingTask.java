package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Something that may block, with its deadline.
 *
 * <p>Thread-safe: its lock guards its thread, which after its end is somebody else's.
 */
public final class BlockingTask<T> {
    private static final ThreadLocal<BlockingTask<?>> CURRENT = new ThreadLocal<>();

    final CompletableFuture<T> result = new CompletableFuture<>();
    /** Whose threads are few, or null. */
    final Object holder;
    /** Guarded by the pool. */
    boolean hangs;

    private final Callable<T> task;
    private final Duration deadline;
    private Thread thread;
    /** Of its own thread alone, while it runs. */
    private String threadName;

    BlockingTask(Callable<T> task, Duration deadline, Object holder) {
        this.task = task;
        this.deadline = deadline;
        this.holder = holder;
    }

    /** Whether the task that the calling thread is at has ended for everybody else. */
    public static boolean isGivenUp() {
        BlockingTask<?> task = CURRENT.get();
        return task != null && task.result.isDone();
    }

    /**
     * Says in the name of the calling thread what its task is at, for whoever reads a thread dump, until the task ends or
     * says something else; does nothing on a thread that is at no task.
     *
     * @param what names what an administrator has set, and nothing that a job has: no password, credentials, job or user
     */
    public static void at(String what) {
        BlockingTask<?> task = CURRENT.get();
        if (task != null) {
            Thread.currentThread().setName(task.threadName + ": " + what);
        }
    }

    /** @param giveUp run when the deadline passes, counted from now on */
    void run(Scheduler scheduler, Runnable giveUp) {
        Future<?> timer = scheduler.schedule(deadline, giveUp);
        synchronized (this) {
            thread = Thread.currentThread();
        }
        threadName = Thread.currentThread().getName();
        CURRENT.set(this);
        try {
            if (!result.isDone()) {
                result.complete(task.call());
            }
        } catch (Throwable thrown) { // a provider may throw anything; the caller must hear of it
            result.completeExceptionally(thrown);
        } finally {
            CURRENT.remove();
            if (!Thread.currentThread().getName().equals(threadName)) {
                Thread.currentThread().setName(threadName);
            }
            timer.cancel(false);
            synchronized (this) {
                thread = null;
                Thread.interrupted();
            }
        }
    }

    synchronized void interrupt() {
        if (thread != null && thread != Thread.currentThread()) {
            thread.interrupt();
        }
    }
}
