package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where calls wait, in order and without a thread, until one of a server's connections is theirs. */
final class Line {
    /** Somebody in line; the field is guarded by the line. */
    abstract static class Entrant {
        private boolean waiting;

        /** It is this one's turn; whoever had it calls {@link Line#leave} afterwards. */
        abstract void admitted();
    }

    private final Deque<Entrant> entrants = new ArrayDeque<>();
    private int width;
    private int inside;
    private int waiting;
    private boolean admitting;

    Line(int width) {
        this.width = width;
    }

    /**
     * Enters; admitted at once where there is room.
     *
     * @return how many wait before this one, or -1 when it was admitted
     */
    int enter(Entrant entrant, int currentWidth) {
        synchronized (this) {
            width = currentWidth;
            if (inside >= width || waiting > 0) {
                entrant.waiting = true;
                entrants.add(entrant);
                return waiting++;
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
        entrant.waiting = false;
        waiting--;
        if (waiting == 0) {
            entrants.clear();
        }
        return true;
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
            next = entrants.remove();
        } while (!next.waiting);
        next.waiting = false;
        waiting--;
        inside++;
        return next;
    }
}
