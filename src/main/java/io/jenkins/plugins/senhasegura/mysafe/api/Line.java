package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where calls wait, in order and without a thread, until one of a server's connections is theirs. Who was inside before
 * goes first: otherwise no call to a server that is down would come to its end before all have had their first try.
 *
 * <p>Thread-safe: its lock guards queues and counts; who is next is told without it, by one thread at a time.
 */
final class Line {
    /** Somebody in line; the field is guarded by the line. */
    abstract static class Entrant {
        private boolean waiting;
        private boolean again;

        /** It is this one's turn; whoever had it calls {@link Line#leave} afterwards. */
        abstract void admitted();
    }

    private final Deque<Entrant> entrants = new ArrayDeque<>();
    private final Deque<Entrant> again = new ArrayDeque<>();
    private int width;
    private int inside;
    private int waiting;
    private int waitingAgain;
    private boolean admitting;

    Line(int width) {
        this.width = width;
    }

    /**
     * Enters; admitted at once where there is room.
     *
     * @param wasInside whether it was admitted before
     * @return how many wait before this one, or -1 when it was admitted
     */
    int enter(Entrant entrant, int currentWidth, boolean wasInside) {
        synchronized (this) {
            width = currentWidth;
            if (inside >= width || waiting > 0) {
                entrant.waiting = true;
                entrant.again = wasInside;
                waiting++;
                if (wasInside) {
                    again.add(entrant);
                    return waitingAgain++;
                }
                entrants.add(entrant);
                return waiting - 1;
            }
            inside++;
        }
        entrant.admitted();
        return -1;
    }

    /** Gives up the place in line; returns false when it was admitted already. */
    synchronized boolean giveUp(Entrant entrant) {
        if (!entrant.waiting) {
            return false;
        }
        // It stays in the queue and is passed over: taking it out of the middle would cost a walk through all.
        called(entrant);
        if (waiting == 0) {
            entrants.clear();
            again.clear();
        }
        return true;
    }

    private void called(Entrant entrant) {
        entrant.waiting = false;
        waiting--;
        if (entrant.again) {
            waitingAgain--;
        }
    }

    /** Gives the connection back and admits the next. */
    void leave() {
        synchronized (this) {
            inside--;
            // Whoever is admitting already goes on; a chain of calls that end at once must not become a deep stack.
            if (admitting) {
                return;
            }
            admitting = true;
        }
        for (Entrant next = next(); next != null; next = next()) {
            next.admitted();
        }
    }

    private synchronized Entrant next() {
        if (inside >= width || waiting == 0) {
            admitting = false;
            return null;
        }
        Entrant next;
        do {
            next = waitingAgain > 0 ? again.remove() : entrants.remove();
        } while (!next.waiting);
        called(next);
        inside++;
        return next;
    }
}
