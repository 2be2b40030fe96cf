package io.jenkins.plugins.senhasegura.mysafe.testing;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A clock that stands still until a test moves it. Tasks run on the thread that moves it, in the order of their times.
 * Thread-safe: a worker of the client may schedule while the test moves the clock.
 */
public final class FakeScheduler implements Scheduler {
    private static final class Timer extends CompletableFuture<Void> implements Comparable<Timer> {
        private final long due;
        private final long number;
        private final Runnable task;

        Timer(long due, long number, Runnable task) {
            this.due = due;
            this.number = number;
            this.task = task;
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(due - other.due, 0);
            return byTime == 0 ? Long.compare(number, other.number) : byTime;
        }
    }

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long nanos;
    private long scheduled;
    private Instant now;

    /** Begins at a fixed date and a count of nanoseconds that overflows soon, as {@link System#nanoTime()} may. */
    public FakeScheduler() {
        this(
                Instant.parse("2026-08-24T10:00:00Z"),
                Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());
    }

    public FakeScheduler(Instant now, long nanos) {
        this.now = now;
        this.nanos = nanos;
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Future<?> schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(nanos + Math.max(0, delay.toNanos()), scheduled++, task);
        timers.add(timer);
        return timer;
    }

    /** Sets the time of day, and nothing else, as an administrator or NTP may do. */
    public synchronized void setTimeOfDay(Instant time) {
        now = time;
    }

    /** Moves the clock on and runs what falls due meanwhile, each at its own time. */
    public void advance(Duration time) {
        long end = nanoTime() + time.toNanos();
        for (Timer timer = next(end); timer != null; timer = next(end)) {
            timer.task.run();
            timer.complete(null);
        }
        moveTo(end);
    }

    /** Runs what is due now. */
    public void runDue() {
        advance(Duration.ZERO);
    }

    private synchronized Timer next(long end) {
        timers.removeIf(Timer::isCancelled);
        Timer first = timers.peek();
        if (first == null || first.due - end > 0) {
            return null;
        }
        moveTo(first.due);
        return timers.remove();
    }

    private synchronized void moveTo(long time) {
        if (time - nanos > 0) {
            now = now.plusNanos(time - nanos);
            nanos = time;
        }
    }

    /** Timers that are neither run nor cancelled. */
    public synchronized int pending() {
        timers.removeIf(Timer::isCancelled);
        return timers.size();
    }

    /** How long until the next timer, or null when there is none. */
    public synchronized Duration untilNext() {
        timers.removeIf(Timer::isCancelled);
        return timers.isEmpty() ? null : Duration.ofNanos(timers.peek().due - nanos);
    }
}
