package io.jenkins.plugins.senhasegura.mysafe.client.http;

import java.util.ArrayList;
import java.util.List;

/**
 * What an exchange has to give up when it ends early: the request's own cancellation reaches neither a connection that is
 * being made nor a TLS handshake, and the pool would wait for these for ever.
 *
 * <p>Thread-safe: what comes after the end is given up at once, without the lock.
 */
final class HeldResources {
    private final List<Runnable> held = new ArrayList<>(2);
    private boolean over;

    void add(Runnable giveUp) {
        synchronized (this) {
            if (!over) {
                held.add(giveUp);
                return;
            }
        }
        giveUp.run();
    }

    /** Gives up what is held now; more may follow. */
    void letGo() {
        takeAll().forEach(Runnable::run);
    }

    /** Holds nothing of it any more, which others see to from now on; more may follow. */
    synchronized void forget() {
        held.clear();
    }

    /** Gives up what is held, and what will be added. */
    void close() {
        List<Runnable> all;
        synchronized (this) {
            over = true;
            all = takeAll();
        }
        all.forEach(Runnable::run);
    }

    private synchronized List<Runnable> takeAll() {
        List<Runnable> all = List.copyOf(held);
        held.clear();
        return all;
    }
}
