package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Bounds the requests that are under way to one server. Who finds no permit waits, without a thread. The next permit goes
 * to the next build in turn, so that one with ten thousand branches holds up no other; within a build, to a call that has
 * had one before, otherwise no call to a server that is down would end before all have had their first try.
 *
 * <p>Thread-safe: its lock guards queues and counts; who is next is told without it, by one thread at a time.
 */
final class ConcurrencyLimiter {
    private static final Logger LOGGER = Logger.getLogger(ConcurrencyLimiter.class.getName());

    /** Somebody who needs a permit. */
    interface Waiter {
        /** One of these is served in turn with the others. */
        Object build();

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
            if (used >= permits || !waiting.isEmpty()) {
                Waiting own = waiting.computeIfAbsent(waiter.build(), build -> new Waiting());
                (hadOne ? own.again : own.first).add(waiter);
                return before(waiter.build(), hadOne ? own.again.size() - 1 : own.size() - 1);
            }
            used++;
        }
        permit(waiter);
        return -1;
    }

    /** Of the other builds, as many as of its own, and one more of those whose turn is earlier. */
    private int before(Object build, int ofItsOwn) {
        int before = ofItsOwn;
        boolean earlier = true;
        for (Map.Entry<Object, Waiting> other : waiting.entrySet()) {
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
        Waiting own = waiting.get(waiter.build());
        if (own == null || !(own.first.remove(waiter) || own.again.remove(waiter))) {
            return false;
        }
        if (own.size() == 0) {
            waiting.remove(waiter.build());
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
            LOGGER.log(Level.WARNING, "A call broke off when it had its turn", broken);
            release();
        }
    }

    private synchronized Waiter next() {
        if (used >= permits || waiting.isEmpty()) {
            handingOut = false;
            return null;
        }
        Iterator<Map.Entry<Object, Waiting>> builds = waiting.entrySet().iterator();
        Map.Entry<Object, Waiting> turn = builds.next();
        Object build = turn.getKey();
        Waiting own = turn.getValue();
        Waiter next = own.next();
        builds.remove();
        if (own.size() > 0) {
            waiting.put(build, own);
        }
        used++;
        return next;
    }

    /** Whether nobody has a permit or waits for one. */
    synchronized boolean isIdle() {
        return used == 0 && waiting.isEmpty();
    }
}
