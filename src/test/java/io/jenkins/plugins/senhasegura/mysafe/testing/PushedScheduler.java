package io.jenkins.plugins.senhasegura.mysafe.testing;

import io.jenkins.plugins.senhasegura.mysafe.api.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The system's clocks and a test's own timer, whose clock for durations a test may push on, so that none is waited out.
 * What is scheduled runs in its own time.
 */
public final class PushedScheduler implements Scheduler {
    private final AtomicLong ahead = new AtomicLong();
    private final Scheduler system;

    public PushedScheduler(ScheduledExecutorService timer) {
        system = Scheduler.system(() -> timer);
    }

    /** Pushes the clock on. */
    public void push(Duration time) {
        ahead.addAndGet(time.toNanos());
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
        return system.schedule(delay, task);
    }

    @Override
    public void rest(Duration time) {
        system.rest(time);
    }
}
