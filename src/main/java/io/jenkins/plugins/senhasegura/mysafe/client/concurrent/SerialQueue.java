package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

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
        Turn turn;
        synchronized (this) {
            if (running || hanging >= MOST_HANGING || tasks.isEmpty()) {
                return;
            }
            running = true;
            turn = new Turn(tasks.remove());
        }
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

    /** One task; whatever it throws, the next one has its turn. */
    private final class Turn implements Callable<Void> {
        private final Runnable task;
        private boolean hangs;
        private boolean over;

        Turn(Runnable task) {
            this.task = task;
        }

        @Override
        public Void call() {
            try {
                task.run();
            } catch (Throwable thrown) {
                ThrowableLog.log(LOGGER, "A line, the record or the end of an operation could not be written", thrown);
            } finally {
                end();
            }
            return null;
        }

        private void end() {
            synchronized (SerialQueue.this) {
                over = true;
                if (hangs) {
                    hanging--;
                } else {
                    running = false;
                }
            }
            next();
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
            next();
        }
    }
}
