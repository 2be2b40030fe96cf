package io.jenkins.plugins.senhasegura.mysafe.api;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs short tasks on a timer thread: one that is awake goes on with whatever has come meanwhile, since waking another
 * for each costs several times what the task does. While many come in a row it even rests for a moment between its looks
 * instead of going: without this, half of the thread switches of a busy client were made to tell that something had
 * ended. Where a task takes long, as one may that writes to a build, another thread takes the rest over.
 *
 * <p>Thread-safe, without a lock. Tasks may run at the same time and must not throw.
 */
final class TimerQueue implements Executor {
    /** How long a task may keep those behind it waiting. */
    static final Duration PATIENCE = Duration.ofMillis(5);

    /** Turns closer than this follow from many at a time: no server answers that soon. */
    static final Duration CROWDED = Duration.ofNanos(50_000);

    /** How much later a task may run for the sake of those that come with it. */
    static final Duration REST = Duration.ofNanos(200_000);

    /** A thread's work through the queue. */
    private final class Turn implements Runnable {
        @Override
        public void run() {
            boolean crowded = scheduler.nanoTime() - lastEnd < CROWDED.toNanos();
            drain();
            while (crowded && turn.get() == this) {
                scheduler.rest(REST);
                crowded = drain() > 1;
            }
            lastEnd = scheduler.nanoTime();
            // Somebody may have come after the last look, seen this one and left it to it.
            if (turn.compareAndSet(this, null) && !tasks.isEmpty()) {
                wake();
            }
        }

        private int drain() {
            int ran = 0;
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
                ran++;
            }
            return ran;
        }
    }

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Scheduler scheduler;
    /** Whose it is to see to the queue; null where it is empty. */
    private final AtomicReference<Turn> turn = new AtomicReference<>();

    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile long lastEnd;

    TimerQueue(Scheduler scheduler) {
        this.scheduler = scheduler;
        lastEnd = scheduler.nanoTime() - CROWDED.toNanos();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        wake();
    }

    private void wake() {
        Turn next = new Turn();
        if (turn.compareAndSet(null, next)) {
            scheduler.schedule(Duration.ZERO, next);
        } else {
            watch();
        }
    }

    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            scheduler.schedule(PATIENCE, this::takeOver);
        }
    }

    private void takeOver() {
        watched.set(false);
        if (!tasks.isEmpty()) {
            Turn next = new Turn();
            turn.set(next);
            // This one may meet a task that takes long, too.
            watch();
            next.run();
        }
    }
}
