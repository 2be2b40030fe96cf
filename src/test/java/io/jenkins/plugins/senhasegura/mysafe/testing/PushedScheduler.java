package io.jenkins.plugins.senhasegura.mysafe.testing;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The system's clocks and a test's own timer, whose clock for durations a test may push on, so that none is waited out:
 * what falls due by that runs at once, on the timer's threads.
 */
public final class PushedScheduler implements Scheduler {
    /** A timer that runs once, by its own time or by a push. */
    private final class Timer extends FutureTask<Void> {
        private final long due;
        private volatile Future<?> real;

        Timer(Duration delay, Runnable task) {
            super(task, null);
            due = nanoTime() + delay.toNanos();
        }

        @Override
        protected void done() {
            timers.remove(this);
            if (isCancelled() && real != null) {
                real.cancel(false);
            }
        }
    }

    private final Set<Timer> timers = ConcurrentHashMap.newKeySet();
    private final AtomicLong ahead = new AtomicLong();
    private final Scheduler system;

    public PushedScheduler(ScheduledExecutorService timer) {
        system = Scheduler.system(timer);
    }

    /** Pushes the clock on. */
    public void push(Duration time) {
        long now = system.nanoTime() + ahead.addAndGet(time.toNanos());
        timers.forEach(timer -> runIfDue(timer, now));
    }

    private void runIfDue(Timer timer, long now) {
        if (timer.due - now <= 0) {
            timer.real.cancel(false);
            system.schedule(Duration.ZERO, timer);
        }
    }

    @Override
    public long nanoTime() {
        return system.nanoTime() + ahead.get();
    }

    @Override
    public Instant now() {
        return system.now();
    }

    @Override
    public Future<?> schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(delay, task);
        timer.real = system.schedule(delay, timer);
        timers.add(timer);
        // A push may have come before it was among them.
        runIfDue(timer, nanoTime());
        if (timer.isDone()) {
            timers.remove(timer);
        }
        return timer;
    }

    @Override
    public void close() {
        system.close();
    }
}
