package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a number of activations under way, started by one thread as by the Pipeline engine's: whoever ends is put into a
 * queue, and the thread takes it out and starts the next.
 */
final class Driver {
    /** One of the activations under way. */
    private final class Slot implements Runnable {
        private long started;
        private long called;
        private volatile long ended;

        void start() {
            count++;
            started = System.nanoTime();
            rival.start(this);
            called = System.nanoTime();
        }

        @Override
        public void run() {
            ended = System.nanoTime();
            done.add(this);
        }
    }

    private static final int PATIENCE_SECONDS = 30;
    private static final long LOOK_NANOS = 100_000;

    private final Rival rival;
    private final BlockingQueue<Slot> done;
    private final int concurrency;
    private long count;
    final Latencies latencies = new Latencies();
    final Latencies callers = new Latencies();

    Driver(Rival rival, int concurrency) {
        this.rival = rival;
        this.concurrency = concurrency;
        done = new ArrayBlockingQueue<>(concurrency);
    }

    /** Starts the first ones; one alone before the others, so that it alone meets a cold client. */
    void begin() throws InterruptedException {
        new Slot().start();
        Slot first = take();
        first.start();
        for (int i = 1; i < concurrency; i++) {
            new Slot().start();
        }
    }

    /** Waits for the next end and starts another one. */
    void next() throws InterruptedException {
        Slot slot = take();
        latencies.record(slot.ended - slot.started);
        callers.record(slot.called - slot.started);
        slot.start();
    }

    /** Goes on for a time; returns how many have ended. */
    long run(double seconds) throws InterruptedException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long ended = 0;
        while (System.nanoTime() < end) {
            next();
            ended++;
        }
        return ended;
    }

    /** How many have been started so far. */
    long started() {
        return count;
    }

    /**
     * The next that has ended. With many under way the thread looks for them again and again instead of being woken by
     * each: waking a thread costs a sixth of an activation's time, and how often it would be needed depends on which
     * of two threads is a little faster.
     */
    private Slot take() throws InterruptedException {
        if (concurrency == 1) {
            return ended(done.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Slot slot = done.poll();
        while (slot == null && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
            slot = done.poll();
        }
        return ended(slot);
    }

    private static Slot ended(Slot slot) {
        if (slot == null) {
            throw new IllegalStateException("nothing has ended for " + PATIENCE_SECONDS + " s");
        }
        return slot;
    }

    /** Waits for all that are under way. */
    void finish() throws InterruptedException {
        for (int i = 0; i < concurrency; i++) {
            take();
        }
    }
}
