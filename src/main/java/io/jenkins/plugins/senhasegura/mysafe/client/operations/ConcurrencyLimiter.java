package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.ThrowableLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;

/**
 * Bounds the requests that are under way to one server. Who finds no permit waits, without a thread. The next permit goes
 * to the next build in turn, so that one with ten thousand branches holds up no other; within a build, to a call that has
 * had one before, otherwise no call to a server that is down would end before all have had their first try. What ends an
 * access window goes before all of these, and has a few permits beyond theirs.
 *
 * <p>Thread-safe: its lock guards queues and counts; who is next is told without it, by one thread at a time.
 */
final class ConcurrencyLimiter {
    private static final Logger LOGGER = Logger.getLogger(ConcurrencyLimiter.class.getName());

    /** Somebody who needs a permit. */
    interface Waiter {
        /** One of these is served in turn with the others. */
        Object build();

        /** Whether it ends an access window, and so waits for none that does not. */
        default boolean isClosing() {
            return false;
        }

        /** It has a permit, which it gives back with {@link ConcurrencyLimiter#release}; not if it throws. */
        void permitted();
    }

    /** Those of one build, in order. */
    private static final class Waiting {
        private final Set<Waiter> again = new LinkedHashSet<>(0);
        private final Set<Waiter> first = new LinkedHashSet<>(4);

        Waiter next() {
            Iterator<Waiter> next = (again.isEmpty() ? first : again).iterator();
            Waiter waiter = next.next();
            next.remove();
            return waiter;
        }

        int size() {
            return again.size() + first.size();
        }
    }

    /** By build, and the build whose turn it is first. */
    private final Map<Object, Waiting> waiting = new LinkedHashMap<>();

    /** The same of those that end access windows. */
    private final Map<Object, Waiting> closings = new LinkedHashMap<>();

    private int permits;
    private int used;
    private boolean handingOut;

    ConcurrencyLimiter(int permits) {
        this.permits = permits;
    }

    /**
     * Asks for a permit, which is given at once where there is one.
     *
     * @param currentPermits how many there are from now on
     * @param hadOne whether it had one before
     * @return how many would go before this one as things are, or -1 when it has its permit
     */
    int acquire(Waiter waiter, int currentPermits, boolean hadOne) {
        synchronized (this) {
            permits = currentPermits;
            Map<Object, Waiting> line = lineOf(waiter);
            if (!hasPermitFor(line) || !line.isEmpty()) {
                Waiting own = line.computeIfAbsent(waiter.build(), build -> new Waiting());
                (hadOne ? own.again : own.first).add(waiter);
                return before(line, waiter.build(), hadOne ? own.again.size() - 1 : own.size() - 1);
            }
            used++;
        }
        permit(waiter);
        return -1;
    }

    private Map<Object, Waiting> lineOf(Waiter waiter) {
        return waiter.isClosing() ? closings : waiting;
    }

    private boolean hasPermitFor(Map<Object, Waiting> line) {
        return used < permits + (line == closings ? Limits.connectionsForClosings(permits) : 0);
    }

    /**
     * Of the other builds, as many as of its own, and one more of those whose turn is earlier; and whatever goes before
     * all of them.
     */
    private int before(Map<Object, Waiting> line, Object build, int ofItsOwn) {
        int before = ofItsOwn;
        if (line != closings) {
            before += sizeOf(closings);
        }
        boolean earlier = true;
        for (Map.Entry<Object, Waiting> other : line.entrySet()) {
            if (other.getKey().equals(build)) {
                earlier = false;
            } else {
                before += Math.min(other.getValue().size(), ofItsOwn + (earlier ? 1 : 0));
            }
        }
        return before;
    }

    /** Gives up waiting; returns false when it has had its permit already. */
    synchronized boolean cancel(Waiter waiter) {
        Map<Object, Waiting> line = lineOf(waiter);
        Waiting own = line.get(waiter.build());
        if (own == null || !(own.first.remove(waiter) || own.again.remove(waiter))) {
            return false;
        }
        if (own.size() == 0) {
            line.remove(waiter.build());
        }
        return true;
    }

    /** Gives a permit back, and hands it to the next. */
    void release() {
        synchronized (this) {
            used--;
            // Whoever hands out already goes on; a chain of calls that end at once must not become a deep stack.
            if (handingOut) {
                return;
            }
            handingOut = true;
        }
        for (Waiter next = next(); next != null; next = next()) {
            permit(next);
        }
    }

    private void permit(Waiter waiter) {
        try {
            waiter.permitted();
        } catch (RuntimeException | Error broken) {
            // Its own misfortune: the permit is the next one's.
            ThrowableLog.log(LOGGER, "A call broke off when it had its turn", broken);
            release();
        }
    }

    private synchronized Waiter next() {
        Map<Object, Waiting> line = closings.isEmpty() ? waiting : closings;
        if (!hasPermitFor(line) || line.isEmpty()) {
            handingOut = false;
            return null;
        }
        Iterator<Map.Entry<Object, Waiting>> builds = line.entrySet().iterator();
        Map.Entry<Object, Waiting> turn = builds.next();
        Object build = turn.getKey();
        Waiting own = turn.getValue();
        Waiter next = own.next();
        builds.remove();
        if (own.size() > 0) {
            line.put(build, own);
        }
        used++;
        return next;
    }

    /**
     * How many there are at one moment.
     *
     * @param used who have a permit
     * @param waiting who wait for one, closings of access windows among them
     * @param closings these alone
     */
    record Load(int used, int waiting, int closings) {}

    synchronized Load load() {
        int ending = sizeOf(closings);
        return new Load(used, sizeOf(waiting) + ending, ending);
    }

    private static int sizeOf(Map<Object, Waiting> line) {
        return line.values().stream().mapToInt(Waiting::size).sum();
    }

    /** Whether nobody has a permit or waits for one. */
    synchronized boolean isIdle() {
        return used == 0 && waiting.isEmpty() && closings.isEmpty();
    }
}
