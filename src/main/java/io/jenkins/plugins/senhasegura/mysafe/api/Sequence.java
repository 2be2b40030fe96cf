package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs tasks one after the other, in order, on others' threads: writing a log may block, which the I/O thread must not.
 *
 * <p>Thread-safe: its lock guards the queue; tasks run without it, never two at a time.
 */
final class Sequence implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>(2);
    private final Executor threads;
    private boolean running;

    Sequence(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        threads.execute(this::drain);
    }

    private void drain() {
        while (true) {
            Runnable task;
            synchronized (this) {
                task = tasks.poll();
                if (task == null) {
                    running = false;
                    return;
                }
            }
            try {
                task.run();
            } catch (RuntimeException | Error broken) {
                // A log that cannot be written must not keep the result from its build.
                Thread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), broken);
            }
        }
    }
}
