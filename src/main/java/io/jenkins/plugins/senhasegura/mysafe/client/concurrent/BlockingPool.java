package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;

/**
 * Threads for everything that may block. Grows to a bound at work and shrinks to nothing. A task that exceeds its deadline
 * is interrupted and given up; while it goes on hanging its thread no longer counts, up to a second bound. One holder, such
 * as a credential, has at most two threads, so that one that hangs leaves the others alone.
 *
 * <p>Thread-safe: its lock guards the queue and the counts; tasks run and futures end without it.
 */
public final class BlockingPool implements Executor, AutoCloseable {
    public static final int THREADS = 16;

    /** How long a task without a deadline of its own may take before its thread stops counting. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOGGER = Logger.getLogger(BlockingPool.class.getName());

    private final ExecutorService threads;
    private final Scheduler scheduler;
    private final int most;
    private final int mostHanging;
    private final Queue<BlockingTask<?>> ready = new ArrayDeque<>();
    private final BlockingPlaces places = new BlockingPlaces();
    private final Set<BlockingTask<?>> running = new HashSet<>();
    /** Threads at work, those that hang among them. */
    private int busy;

    private int hanging;
    private boolean closed;
    /** The timer that looks for tasks that take long, or null. */
    private Future<?> look;

    public BlockingPool(Scheduler scheduler, String name) {
        this(scheduler, name, THREADS, THREADS);
    }

    /**
     * Starts with no thread.
     *
     * @param most threads at work
     * @param mostHanging threads beside these whose tasks were given up and have not returned
     */
    public BlockingPool(Scheduler scheduler, String name, int most, int mostHanging) {
        this(scheduler, Threads.unbounded(name), most, mostHanging);
    }

    /** @param threads as many as are wanted */
    BlockingPool(Scheduler scheduler, ExecutorService threads, int most, int mostHanging) {
        this.scheduler = scheduler;
        this.threads = threads;
        this.most = most;
        this.mostHanging = mostHanging;
    }

    /** The scheduler's clock. */
    long nanoTime() {
        return scheduler.nanoTime();
    }

    /** The same as {@link #call(Duration, Object, Callable)} for a task that shares its threads with no other. */
    public <T> CompletableFuture<T> call(Duration deadline, Callable<T> task) {
        return call(deadline, null, task);
    }

    /**
     * Runs something that may block. Cancelling the future interrupts it. What depends on the future runs on the task's
     * thread, or on a timer's when the task is given up, and must not block then.
     *
     * @param deadline from its start on; then the future ends with a {@link TimeoutException}
     * @param holder whose threads are few, or null; where these hang the future ends with a {@link RejectedExecutionException}
     */
    public <T> CompletableFuture<T> call(Duration deadline, Object holder, Callable<T> task) {
        BlockingTask<T> work = new BlockingTask<>(task, deadline, holder);
        Throwable refused = null;
        synchronized (this) {
            if (closed) {
                refused = new CancellationException();
            } else if (!places.enter(work, ready)) {
                refused = new RejectedExecutionException();
            }
        }
        if (refused != null) {
            work.result.completeExceptionally(refused);
        } else {
            work.result.whenComplete((value, failure) -> {
                if (work.result.isCancelled()) {
                    work.interrupt();
                }
            });
            grow();
        }
        return work.result;
    }

    /** Runs a task soon, or throws where no thread can be had for it; after {@link #close} it is dropped. */
    @Override
    public void execute(Runnable task) {
        CompletableFuture<Void> run = call(PATIENCE, () -> {
            try {
                task.run();
            } catch (Throwable thrown) {
                ThrowableLog.log(LOGGER, "A task failed", thrown);
            }
            return null;
        });
        Throwable failure = run.handle((nothing, thrown) -> thrown).getNow(null);
        if (failure instanceof Error) {
            throw new RejectedExecutionException(failure);
        }
    }

    /** Begins another thread where there is work for it. */
    private void grow() {
        BlockingTask<?> unlucky;
        do {
            synchronized (this) {
                if (closed || ready.isEmpty() || counted() >= most) {
                    return;
                }
                busy++;
            }
            try {
                threads.execute(this::work);
                return;
            } catch (Throwable noThread) { // such as an OutOfMemoryError
                synchronized (this) {
                    busy--;
                    // Threads at work take it when they are done; where all hang or there is none nobody would.
                    unlucky = busy == hanging ? ready.poll() : null;
                    if (unlucky != null) {
                        places.leave(unlucky, ready);
                    }
                }
                if (unlucky != null) {
                    unlucky.result.completeExceptionally(noThread);
                }
            }
        } while (unlucky != null);
    }

    private int counted() {
        return busy - Math.min(hanging, mostHanging);
    }

    private void work() {
        for (BlockingTask<?> task = next(); task != null; task = next()) {
            BlockingTask<?> run = task;
            lookLater();
            run.run(scheduler, () -> giveUp(run));
            ended(task);
        }
    }

    private synchronized BlockingTask<?> next() {
        BlockingTask<?> task = counted() > most ? null : ready.poll();
        while (task != null && task.result.isDone()) {
            places.leave(task, ready);
            task = ready.poll();
        }
        if (task == null) {
            busy--;
        } else {
            running.add(task);
        }
        return task;
    }

    /** One timer for all, since nearly every task ends before it. */
    private void lookLater() {
        try {
            synchronized (this) {
                if (look == null && !closed && !running.isEmpty()) {
                    look = scheduler.schedule(BlockingTask.LONG, this::nameThreads);
                }
            }
        } catch (Throwable noTimer) { // the next task tries again; until then threads keep their names
            ThrowableLog.log(LOGGER, "No timer could be had for the names of threads", noTimer);
        }
    }

    private void nameThreads() {
        synchronized (this) {
            look = null;
            long now = scheduler.nanoTime();
            running.forEach(task -> task.nameThread(now));
        }
        lookLater();
    }

    private synchronized void ended(BlockingTask<?> task) {
        running.remove(task);
        if (task.hangs) {
            hanging--;
        }
        places.leave(task, ready);
    }

    private void giveUp(BlockingTask<?> task) {
        List<BlockingTask<?>> hopeless;
        synchronized (this) {
            if (!running.contains(task)) {
                return;
            }
            task.hangs = true;
            hanging++;
            hopeless = places.hangs(task);
        }
        task.result.completeExceptionally(new TimeoutException());
        task.interrupt();
        hopeless.forEach(waiting -> waiting.result.completeExceptionally(new RejectedExecutionException()));
        grow();
    }

    /** Cancels everything under way and in the queue: what is interrupted here has not failed. */
    @Override
    public void close() {
        List<BlockingTask<?>> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            if (look != null) {
                look.cancel(false);
            }
            all.addAll(running);
            all.addAll(ready);
            all.addAll(places.clear());
            ready.clear();
        }
        all.forEach(task -> task.result.cancel(false));
        threads.shutdownNow();
    }
}
