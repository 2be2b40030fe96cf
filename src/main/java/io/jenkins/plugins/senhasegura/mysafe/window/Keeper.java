package io.jenkins.plugins.senhasegura.mysafe.window;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.ThrowableLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * Disables what no window holds any more, until it is done: one request at a time for each server, and for each password
 * again and again, with pauses that grow from seconds to an hour. Looks every minute for windows whose builds are gone,
 * and for those that last too long.
 *
 * <p>Thread-safe: its lock guards who is next; nothing is called under it.
 */
public final class Keeper {
    private static final Logger LOGGER = Logger.getLogger(Keeper.class.getName());

    /** How long after a failure it tries again; twice as long after each further one. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** How often it looks for windows whose builds are gone. */
    static final Duration ROUND = Duration.ofMinutes(1);

    /** What is known of one password that has to be disabled. */
    private static final class Care {
        private int failures;
        private boolean queued;
        private Future<?> timer;
        private Objection objection = Objection.NONE;
    }

    /** The passwords of one server that are due. */
    private static final class ServerQueue {
        private final Queue<WindowKey> due = new ArrayDeque<>();
        private boolean busy;
    }

    private final Windows windows;
    private final Builds builds;
    private final Gate gate;
    private final Scheduler scheduler;
    private final Map<WindowKey, Care> cares = new HashMap<>();
    private final Map<String, ServerQueue> lines = new HashMap<>();
    private boolean stopped;

    /** @param gate how its requests are sent */
    public Keeper(Windows windows, Builds builds, Gate gate, Scheduler scheduler) {
        this.windows = windows;
        this.builds = builds;
        this.gate = gate;
        this.scheduler = scheduler;
    }

    /** Begins; to be called once, when Jenkins is up and its builds have taken up their windows again. */
    public void start() {
        windows.keptBy(this::owed);
        retry();
        round();
    }

    /** Jenkins stops: nothing new begins. */
    public synchronized void stop() {
        stopped = true;
    }

    /** What keeps it from disabling a password that nobody holds. */
    public synchronized Objection objection(WindowKey key) {
        Care care = cares.get(key);
        return care == null ? Objection.NONE : care.objection;
    }

    /** The settings have changed: what was refused or has failed is tried again soon. */
    public void retry() {
        windows.left().stream().map(Lease::key).distinct().forEach(key -> owed(key, Duration.ZERO));
    }

    private void round() {
        synchronized (this) {
            if (stopped) {
                return;
            }
        }
        windows.expire();
        List<Lease> held = windows.held();
        CompletionStage<Set<String>> lost = asked(() -> builds.lost(held));
        lost.whenComplete((gone, broken) -> {
            if (broken == null && !gone.isEmpty()) {
                windows.lost(gone);
            }
            scheduler.schedule(ROUND, this::round);
        });
    }

    /** What is thrown at once, as where no thread can be started, is as good as a question without an answer. */
    private static <T> CompletionStage<T> asked(Supplier<CompletionStage<T>> question) {
        try {
            return question.get();
        } catch (Throwable thrown) {
            ThrowableLog.log(LOGGER, "The keeper of access windows tries again what broke off", thrown);
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private void owed(WindowKey key, Duration in) {
        synchronized (this) {
            Care care = cares.computeIfAbsent(key, first -> new Care());
            if (stopped || care.queued) {
                return;
            }
            if (in.compareTo(Duration.ZERO) > 0) {
                later(key, care, in);
                return;
            }
            if (care.timer != null) {
                // Asked for before its time; or this is that timer.
                care.timer.cancel(false);
                care.timer = null;
            }
            care.queued = true;
            line(key).due.add(key);
        }
        next(key);
    }

    private ServerQueue line(WindowKey key) {
        return lines.computeIfAbsent(key.url(), first -> new ServerQueue());
    }

    /** Turns to the next password of a server, unless one is under way. */
    private void next(WindowKey server) {
        WindowKey key;
        int failures;
        synchronized (this) {
            ServerQueue line = line(server);
            if (stopped || line.busy || line.due.isEmpty()) {
                return;
            }
            line.busy = true;
            key = line.due.remove();
            Care care = cares.get(key);
            care.queued = false;
            failures = care.failures;
        }
        List<Lease> leases = windows.owed(key);
        if (leases.isEmpty()) {
            // Somebody holds it, or is disabling it; or it has been disabled.
            end(key, Objection.NONE, true);
            return;
        }
        // Each of them may be as somebody else.
        Lease lease = leases.get(failures % leases.size());
        asked(() -> builds.objection(lease)).whenComplete((objection, broken) -> {
            if (broken != null) {
                end(key, Objection.NONE, false);
            } else if (objection != Objection.NONE) {
                // Nothing is sent, and only an administrator can change that.
                end(key, objection, false, LONGEST_PAUSE);
            } else {
                disable(lease);
            }
        });
    }

    private void disable(Lease lease) {
        CompletionStage<Ended> ended = asked(() -> windows.disable(lease.id(), gate));
        if (ended == null) {
            end(lease.key(), Objection.NONE, true);
        } else {
            ended.whenComplete(
                    (end, broken) -> end(lease.key(), objection(lease, end), broken == null && end.isDisabled()));
        }
    }

    /**
     * Whether what the window was opened with is not there: an administrator may know more. It is tried again as after any
     * failure, since a provider may just be away.
     */
    private static Objection objection(Lease lease, Ended end) {
        boolean unusable = end != null && end.outcome() == Outcome.CONFIGURATION;
        return unusable && !lease.credentialsId().isEmpty() ? Objection.CREDENTIALS_CHANGED : Objection.NONE;
    }

    private void end(WindowKey key, Objection objection, boolean done) {
        end(key, objection, done, FIRST_PAUSE);
    }

    private void end(WindowKey key, Objection objection, boolean done, Duration leastPause) {
        synchronized (this) {
            ServerQueue line = line(key);
            line.busy = false;
            Care care = cares.get(key);
            care.objection = objection;
            care.failures = done ? 0 : care.failures + 1;
            if (!done) {
                Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(care.failures - 1, 20));
                pause = pause.compareTo(leastPause) < 0 ? leastPause : pause;
                later(key, care, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
            } else if (care.timer == null && !care.queued) {
                cares.remove(key);
            }
        }
        next(key);
    }

    private void later(WindowKey key, Care care, Duration in) {
        if (care.timer != null) {
            care.timer.cancel(false);
        }
        care.timer = scheduler.schedule(in, () -> owed(key, Duration.ZERO));
    }
}
