package io.jenkins.plugins.senhasegura.mysafe.api;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * At most two threads for everything that may block: credential providers, tracking, name resolution. What takes longer
 * than its deadline is interrupted and given up, so that one hanging provider does not hang every build.
 *
 * <p>Thread-safe, without a lock.
 */
final class Workers implements Executor, AutoCloseable {
    static final int THREADS = 2;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor pool;
    private final Scheduler scheduler;
    private final Deadlines deadlines;

    Workers(Scheduler scheduler, Deadlines deadlines) {
        this.scheduler = scheduler;
        this.deadlines = deadlines;
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "mysafe-worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs something that may block. Cancelling the future interrupts it.
     *
     * @param deadline from now on, time in the queue included; then the future ends with a {@link TimeoutException}
     */
    <T> CompletableFuture<T> call(Duration deadline, Callable<T> task) {
        Task<T> work = new Task<>(task, scheduler.nanoTime() + deadline.toNanos());
        // Before it can be in the queue, so that closing finds it.
        deadlines.watch(work);
        try {
            work.running = pool.submit(work);
        } catch (RejectedExecutionException closed) {
            deadlines.forget(work);
            work.result.cancel(false);
            return work.result;
        }
        work.result.whenComplete((value, failure) -> {
            deadlines.forget(work);
            work.interrupt();
        });
        return work.result;
    }

    private static final class Task<T> implements Runnable, Deadlines.Expiring {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Callable<T> task;
        private final long deadline;
        private final Deadlines.Watch watch = new Deadlines.Watch(this);
        private volatile Future<?> running;
        private volatile boolean over;

        Task(Callable<T> task, long deadline) {
            this.task = task;
            this.deadline = deadline;
        }

        @Override
        public void run() {
            try {
                T value = task.call();
                over = true;
                result.complete(value);
            } catch (Throwable failure) { // a provider may throw anything; the caller must hear of it
                over = true;
                result.completeExceptionally(failure);
            }
        }

        /** Only while the task itself runs: after it, its thread is somebody else's. */
        void interrupt() {
            if (!over) {
                running.cancel(true);
            }
        }

        @Override
        public Deadlines.Watch watch() {
            return watch;
        }

        @Override
        public long deadline() {
            return deadline;
        }

        @Override
        public void expire() {
            result.completeExceptionally(new TimeoutException());
        }
    }

    /** Runs a short task soon; after {@link #close} it is dropped. */
    @Override
    public void execute(Runnable task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException closed) {
            // Nobody waits any more.
        }
    }

    /** Cancels everything under way and in the queue: what is interrupted here has not failed. */
    @Override
    public void close() {
        pool.shutdown();
        // Before a thread is freed by an interrupt: it would begin with what waits.
        pool.getQueue().clear();
        deadlines.watched(Task.class).forEach(task -> task.result.cancel(false));
        pool.shutdownNow();
    }
}
