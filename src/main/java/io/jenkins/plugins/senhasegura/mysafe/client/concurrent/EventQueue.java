package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.logging.Logger;

/**
 * Runs the events of one object one after the other on the threads that bring them. Whoever brings one while another is
 * under way leaves it to that thread and goes on; so an event never runs inside another one, and none of them needs a
 * lock.
 *
 * <p>Thread-safe: its lock guards the queue; events run without it.
 */
public final class EventQueue {
    private static final Logger LOGGER = Logger.getLogger(EventQueue.class.getName());

    private final Queue<Runnable> events = new ArrayDeque<>(2);
    private boolean running;

    /** Runs the event, unless one is under way, after which it runs. */
    public void execute(Runnable event) {
        synchronized (this) {
            events.add(event);
            if (running) {
                return;
            }
            running = true;
        }
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (RuntimeException | Error broken) {
                ThrowableLog.log(LOGGER, "An event broke off; those after it go on", broken);
            }
        }
    }

    private synchronized Runnable next() {
        Runnable next = events.poll();
        running = next != null;
        return next;
    }
}
