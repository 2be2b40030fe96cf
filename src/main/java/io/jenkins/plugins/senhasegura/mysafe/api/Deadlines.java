package io.jenkins.plugins.senhasegura.mysafe.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Ends what takes too long. One tick for everything under way instead of one timer each: Jenkins' timer keeps cancelled
 * tasks until their time, which at thousands of calls a minute would be a leak.
 *
 * <p>Thread-safe; what expires is told on a timer thread, without a lock.
 */
final class Deadlines {
    /** How late a deadline may be noticed. */
    static final Duration TICK = Duration.ofMillis(100);

    /** So that threads that begin and end calls at the same time seldom want the same lock; a power of two. */
    private static final int RINGS = 16;

    /** Something with a deadline. */
    interface Expiring {
        /** Its own, the same for as long as it lives. */
        Watch watch();

        /** In {@link Scheduler#nanoTime()}'s count; {@link Long#MAX_VALUE} for none at the moment. Takes no lock. */
        long deadline();

        /** Called once or more when the deadline has passed. */
        void expire();
    }

    /** A place among all that are watched; guarded by its ring. */
    static final class Watch {
        private final Expiring expiring;
        private final int ring = ThreadLocalRandom.current().nextInt(RINGS);
        private Watch previous;
        private Watch next;

        Watch(Expiring expiring) {
            this.expiring = expiring;
        }
    }

    /** Some of those that are watched: who leaves knows its place, so that it costs nothing to find. */
    private static final class Ring {
        private final Watch start = new Watch(null);

        Ring() {
            start.previous = start;
            start.next = start;
        }

        synchronized void add(Watch watch) {
            watch.previous = start.previous;
            watch.next = start;
            start.previous.next = watch;
            start.previous = watch;
        }

        synchronized void remove(Watch watch) {
            if (watch.next != null) {
                watch.previous.next = watch.next;
                watch.next.previous = watch.previous;
                watch.next = null;
                watch.previous = null;
            }
        }

        synchronized boolean isEmpty() {
            return start.next == start;
        }

        synchronized void collect(Predicate<Expiring> wanted, List<Expiring> into) {
            for (Watch watch = start.next; watch != start; watch = watch.next) {
                if (wanted.test(watch.expiring)) {
                    into.add(watch.expiring);
                }
            }
        }
    }

    private final List<Ring> rings = Stream.generate(Ring::new).limit(RINGS).toList();
    private final Scheduler scheduler;
    private volatile boolean ticking;

    Deadlines(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void watch(Expiring expiring) {
        Watch watch = expiring.watch();
        rings.get(watch.ring).add(watch);
        // After it has been added: a tick that ends meanwhile says so first and then looks for what is watched.
        if (!ticking) {
            startTicking();
        }
    }

    /** Nothing happens where it is not watched any more. */
    void forget(Expiring expiring) {
        Watch watch = expiring.watch();
        rings.get(watch.ring).remove(watch);
    }

    /** All of one kind that are under way. */
    <T extends Expiring> Stream<T> watched(Class<T> kind) {
        return collect(kind::isInstance).stream().map(kind::cast);
    }

    private List<Expiring> collect(Predicate<Expiring> wanted) {
        List<Expiring> all = new ArrayList<>();
        rings.forEach(ring -> ring.collect(wanted, all));
        return all;
    }

    private synchronized void startTicking() {
        if (!ticking) {
            scheduler.schedule(TICK, this::tick);
            ticking = true;
        }
    }

    private static void expire(Expiring expiring) {
        try {
            expiring.expire();
        } catch (RuntimeException broken) {
            // One that breaks must not keep the others under way for ever.
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, broken);
        }
    }

    private void tick() {
        try {
            long now = scheduler.nanoTime();
            collect(expiring -> isOver(expiring.deadline(), now)).forEach(Deadlines::expire);
        } finally {
            synchronized (this) {
                ticking = false;
            }
            if (!rings.stream().allMatch(Ring::isEmpty)) {
                startTicking();
            }
        }
    }

    private static boolean isOver(long deadline, long now) {
        return deadline != Long.MAX_VALUE && now - deadline >= 0;
    }
}
