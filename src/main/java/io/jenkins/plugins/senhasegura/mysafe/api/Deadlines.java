package io.jenkins.plugins.senhasegura.mysafe.api;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
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

    /** Something with a deadline. */
    interface Expiring {
        /** In {@link Scheduler#nanoTime()}'s count; {@link Long#MAX_VALUE} for none at the moment. */
        long deadline();

        /** Called once or more when the deadline has passed. */
        void expire();
    }

    private final Set<Expiring> watched = ConcurrentHashMap.newKeySet();
    private final Scheduler scheduler;
    private boolean ticking;

    Deadlines(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void watch(Expiring expiring) {
        watched.add(expiring);
        startTicking();
    }

    void forget(Expiring expiring) {
        watched.remove(expiring);
    }

    /** All of one kind that are under way. */
    <T extends Expiring> Stream<T> watched(Class<T> kind) {
        return watched.stream().filter(kind::isInstance).map(kind::cast);
    }

    /**
     * For what is watched and has a lock: an object that has been asked for the hash code it was born with locks more
     * slowly ever after.
     */
    static int hash() {
        return ThreadLocalRandom.current().nextInt();
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
            for (Expiring expiring : watched) {
                long deadline = expiring.deadline();
                if (deadline != Long.MAX_VALUE && now - deadline >= 0) {
                    expire(expiring);
                }
            }
        } finally {
            synchronized (this) {
                ticking = false;
            }
            if (!watched.isEmpty()) {
                startTicking();
            }
        }
    }
}
