package io.jenkins.plugins.senhasegura.mysafe.window;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** What every password of the windows shares. Used by changes, under their lock. */
final class Surroundings {
    private final Changes changes;
    private final LeaseFile file;
    private final Scheduler scheduler;
    private final String instance;
    private final BiFunction<WindowKey, String, WindowLimits> limits;
    private final Consumer<WindowKey> changed;
    private final BiConsumer<WindowKey, Duration> owed;

    /**
     * @param instance this Jenkins
     * @param changed told, under the lock, that a password may be of no interest any more
     * @param owed told, without the lock, that one has to be disabled that nobody holds, and in what time
     */
    Surroundings(
            Changes changes,
            LeaseFile file,
            Scheduler scheduler,
            String instance,
            BiFunction<WindowKey, String, WindowLimits> limits,
            Consumer<WindowKey> changed,
            BiConsumer<WindowKey, Duration> owed) {
        this.changes = changes;
        this.file = file;
        this.scheduler = scheduler;
        this.instance = instance;
        this.limits = limits;
        this.changed = changed;
        this.owed = owed;
    }

    LeaseFile file() {
        return file;
    }

    /** Whether this Jenkins wrote a lease. */
    boolean isOurs(Lease lease) {
        return lease.holder().instance().equals(instance);
    }

    Instant now() {
        return scheduler.now();
    }

    /** Those of the server that a window was opened at: several may have one URL. */
    WindowLimits limits(WindowKey key, String server) {
        return limits.apply(key, server);
    }

    void make(Runnable change) {
        changes.make(change);
    }

    void then(Runnable follow) {
        changes.then(follow);
    }

    /** Makes a change when all leases are on the disk as they are now, or told why they are not. */
    void afterForce(Consumer<Throwable> change) {
        changes.then(() -> file.force().whenComplete((written, failure) -> changes.make(() -> change.accept(failure))));
    }

    void owed(WindowKey key, Duration in) {
        changes.then(() -> owed.accept(key, in));
    }

    void changed(WindowKey key) {
        changed.accept(key);
    }
}
