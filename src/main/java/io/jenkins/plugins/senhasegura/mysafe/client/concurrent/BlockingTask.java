package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Something that may block, with its deadline. Whose task takes long, has its thread say in its name what it is at.
 *
 * <p>Thread-safe: its lock guards its thread, which after its end is somebody else's, and that thread's name.
 */
public final class BlockingTask<T> {
    /** From then on a thread dump is worth reading; a name costs a call of the system each time it is set. */
    public static final Duration LONG = Duration.ofSeconds(1);

    private static final ThreadLocal<BlockingTask<?>> CURRENT = new ThreadLocal<>();

    final CompletableFuture<T> result = new CompletableFuture<>();
    /** Whose threads are few, or null. */
    final Object holder;
    /** Guarded by the pool. */
    boolean hangs;

    private final Callable<T> task;
    private final Duration deadline;
    private Thread thread;
    /** Its thread's own name once it shows more than that, or null. */
    private String threadName;

    private String at;
    private long started;
    private Future<?> timer;

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
     * Says what the task of the calling thread is at, for whoever reads a thread dump: the thread's name shows it once the
     * task has taken {@link #LONG} or a little more, until the task ends or says something else. Does nothing on a thread that is at no task.
     *
     * @param what names what an administrator has set, and nothing that a job has: no password, credentials, job or user
     */
    public static void at(String what) {
        BlockingTask<?> task = CURRENT.get();
        if (task != null) {
            task.isAt(what);
        }
    }

    private synchronized void isAt(String what) {
        at = what;
        showName();
    }

    private void showName() {
        if (threadName != null && at != null) {
            thread.setName(threadName + ": " + at);
        }
    }

    /** @param giveUp run when the deadline passes, counted from now on */
    void run(Scheduler scheduler, Runnable giveUp) {
        try {
            begin(scheduler, giveUp);
            CURRENT.set(this);
            if (!result.isDone()) {
                result.complete(task.call());
            }
        } catch (Throwable thrown) { // a provider may throw anything, and a timer need a thread that cannot be had
            result.completeExceptionally(thrown);
        } finally {
            CURRENT.remove();
            end();
        }
    }

    private synchronized void begin(Scheduler scheduler, Runnable giveUp) {
        thread = Thread.currentThread();
        started = scheduler.nanoTime();
        timer = scheduler.schedule(deadline, giveUp);
    }

    /** Shows in the thread's name what it is at, where it has been at its task for long. */
    synchronized void nameThread(long now) {
        if (thread != null && threadName == null && now - started >= LONG.toNanos()) {
            threadName = thread.getName();
            showName();
        }
    }

    private synchronized void end() {
        if (timer != null) {
            timer.cancel(false);
        }
        if (threadName != null) {
            thread.setName(threadName);
        }
        thread = null;
        Thread.interrupted();
    }

    synchronized void interrupt() {
        if (thread != null && thread != Thread.currentThread()) {
            thread.interrupt();
        }
    }
}
