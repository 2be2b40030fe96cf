package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.SerialQueue;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests of one build that are under way. Whoever stops many of them stops one after the other, and each gives its
 * connection back: so while that goes on, none of the same build that waits in line has its turn. Other builds go on.
 *
 * <p>Thread-safe: its lock guards the times; the lock of no request is taken under it.
 */
public final class BuildOperations {
    /** How long after one was stopped another may follow: Pipeline looks through all branches before each one. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    /** The longest that stops in a row hold up the rest of their build, which may go on without those. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final Set<PendingOperation> underWay = ConcurrentHashMap.newKeySet();
    private final Map<Object, SharedLookup> lookups = new ConcurrentHashMap<>();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private final boolean areClosings;
    private BuildOperations closings;
    private SerialQueue queue;
    private boolean stopping;
    private long first;
    private long last;

    public BuildOperations() {
        this(false);
    }

    private BuildOperations(boolean areClosings) {
        this.areClosings = areClosings;
    }

    /**
     * Those that end access windows: with a queue, look-ups and a turn of their own, so that they wait for none of the
     * others. Whoever stops a build names {@link #abort} of the whole.
     */
    public synchronized BuildOperations closings() {
        if (closings == null) {
            closings = new BuildOperations(true);
        }
        return closings;
    }

    /** Whether they end access windows. */
    boolean areClosings() {
        return areClosings;
    }

    /** Ends all at once, wherever they are. */
    public void abort() {
        underWay.forEach(PendingOperation::abort);
    }

    public void add(PendingOperation pending) {
        underWay.add(pending);
        pending.result().whenComplete((end, stopped) -> underWay.remove(pending));
    }

    /** The one queue that writes the build's log and tells its ends. */
    synchronized SerialQueue queue(BlockingPool pool) {
        if (queue == null) {
            queue = new SerialQueue(pool);
        }
        return queue;
    }

    /** Look-ups under way, by what they ask for. */
    Map<Object, SharedLookup> lookups() {
        return lookups;
    }

    /** Whether this has still to be reported; true once. */
    boolean reports(String fault) {
        return reported.add(fault);
    }

    /** One of them is being stopped; said before it gives its connection back. */
    synchronized void stopped(long now) {
        if (!stopping || now - last >= PAUSE.toNanos()) {
            first = now;
        }
        stopping = true;
        last = now;
    }

    /** How long none that has waited in line may have its turn; zero when it may. */
    synchronized Duration pause(long now) {
        if (!stopping) {
            return Duration.ZERO;
        }
        long left = Math.min(PAUSE.toNanos() - (now - last), LONGEST.toNanos() - (now - first));
        return Duration.ofNanos(Math.max(0, left));
    }
}
