package io.jenkins.plugins.senhasegura.mysafe.api;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The client's only source of time and delays, so that tests inject both and never sleep. */
public interface Scheduler {
    /** A clock in nanoseconds that never goes back, for durations. */
    long nanoTime();

    /** The time of day, for {@code Retry-After} dates only. */
    Instant now();

    /** Runs a short task after a delay; cancelling the future withdraws it. */
    Future<?> schedule(Duration delay, Runnable task);

    /** Keeps the calling thread for about so long, or shorter. */
    void rest(Duration time);

    /**
     * The system's clocks and the given timer, which is asked for anew each time, as Jenkins may replace its own.
     *
     * @param timer runs the tasks
     */
    static Scheduler system(Supplier<ScheduledExecutorService> timer) {
        return new Scheduler() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public Future<?> schedule(Duration delay, Runnable task) {
                return timer.get().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            }

            @Override
            public void rest(Duration time) {
                LockSupport.parkNanos(time.toNanos());
            }
        };
    }
}
