package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;

/**
 * Runs the tasks of one build one after the other, in order, on threads that may block: its log, its record and its ends.
 * A task that hangs is left behind after a while, so that the end still arrives; where several hang, the rest waits.
 *
 * <p>Thread-safe: its lock guards the queue; tasks run without it, never two at a time but for one that hangs.
 */
public final class SerialQueue implements Executor {
    /** A log, a record and an end. */
    static final int MOST_HANGING = 3;

    private static final Logger LOGGER = Logger.getLogger(SerialQueue.class.getName());

    /** Within it a turn may begin its next task, so that each has nearly all of the pool's patience. */
    static final Duration TURN = Duration.ofSeconds(1);

    private final Queue<Runnable> tasks = new ArrayDeque<>(4);
    private final BlockingPool pool;
    private boolean running;
    private int hanging;

    public SerialQueue(BlockingPool pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
        }
        next();
    }

    /** Runs it as {@link #execute} does, but drops it while something of this build hangs: its log most probably. */
    public void executeUnlessHanging(Runnable task) {
        execute(() -> {
            if (!hangs()) {
                task.run();
            }
        });
    }

    private synchronized boolean hangs() {
        return hanging > 0;
    }

    private void next() {
        synchronized (this) {
            if (running || hanging >= MOST_HANGING || tasks.isEmpty()) {
                return;
            }
            running = true;
        }
        Turn turn = new Turn();
        pool.call(BlockingPool.PATIENCE, turn).whenComplete((nothing, failure) -> {
            if (failure instanceof TimeoutException) {
                turn.leaveBehind();
            } else if (failure instanceof CancellationException) {
                close();
            } else if (failure != null) { // no thread could be had
                turn.call();
            }
        });
    }

    /** The pool is closed: nobody waits any more. */
    private synchronized void close() {
        tasks.clear();
    }

    /** A few tasks on one thread: a step has a line, a record and an end. Whatever one throws, the next is run. */
    private final class Turn implements Callable<Void> {
        private boolean hangs;
        private boolean over;

        @Override
        public Void call() {
            long started = pool.nanoTime();
            for (Runnable task = next(started); task != null; task = next(started)) {
                try {
                    task.run();
                } catch (Throwable thrown) {
                    ThrowableLog.log(
                            LOGGER, "A line, the record or the end of an operation could not be written", thrown);
                }
            }
            SerialQueue.this.next();
            return null;
        }

        private Runnable next(long started) {
            synchronized (SerialQueue.this) {
                Runnable task = hangs || pool.nanoTime() - started >= TURN.toNanos() ? null : tasks.poll();
                if (task == null) {
                    over = true;
                    if (hangs) {
                        hanging--;
                    } else {
                        running = false;
                    }
                }
                return task;
            }
        }

        private void leaveBehind() {
            synchronized (SerialQueue.this) {
                if (over) {
                    return;
                }
                hangs = true;
                hanging++;
                running = false;
            }
            LOGGER.warning("The log or the record of a build takes too long to write; its other operations go on");
            SerialQueue.this.next();
        }
    }
}
