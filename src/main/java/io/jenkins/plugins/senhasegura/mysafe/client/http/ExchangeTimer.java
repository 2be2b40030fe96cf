package io.jenkins.plugins.senhasegura.mysafe.client.http;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * The deadline of an exchange, which is another one in each of its phases. One timer at a time: where the deadline was put
 * off meanwhile, it runs again for the rest.
 *
 * <p>Thread-safe, without a lock.
 */
final class ExchangeTimer {
    private final Scheduler scheduler;
    private final Runnable whenOver;
    private volatile long deadline;
    private volatile Future<?> timer;
    private volatile boolean cancelled;

    /** @param whenOver run on a timer's thread, and perhaps while it is being cancelled */
    ExchangeTimer(Scheduler scheduler, Runnable whenOver) {
        this.scheduler = scheduler;
        this.whenOver = whenOver;
    }

    /** Sets a deadline that may be earlier than the one before. */
    void start(Duration time) {
        deadline = scheduler.nanoTime() + time.toNanos();
        if (timer != null) {
            timer.cancel(false);
        }
        schedule(time);
    }

    /** Sets a deadline that is not earlier than the one before, or may be noticed that much later. */
    void putOff(Duration time) {
        deadline = scheduler.nanoTime() + time.toNanos();
    }

    /** What is left; not below zero. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - scheduler.nanoTime()));
    }

    void cancel() {
        cancelled = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void schedule(Duration time) {
        timer = scheduler.schedule(time, this::expire);
        if (cancelled) {
            timer.cancel(false);
        }
    }

    private void expire() {
        Duration left = left();
        if (left.isZero()) {
            whenOver.run();
        } else {
            schedule(left);
        }
    }
}
