package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.EventQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Where a call is, and what gives up what it is waiting for there. Events that belong to a state that was left, or come
 * after the end, do nothing.
 *
 * <p>Thread-safe: its events run one after the other; all else is called by these.
 */
final class CallState {
    private static final Runnable NOTHING = () -> {};

    /** In the order in which a call goes through them, perhaps more than once. */
    enum Step {
        QUEUED,
        AUTHORIZING,
        SENT,
        BACKING_OFF,
        DONE
    }

    /** Told what an event has thrown. */
    interface Guard {
        void brokenBy(Throwable thrown);
    }

    private final EventQueue events = new EventQueue();
    private final BooleanSupplier over;
    private final Guard guard;
    private Step step = Step.QUEUED;
    private Runnable cancel = NOTHING;

    /** @param over whether the call has its result, so that no event of a step may happen any more */
    CallState(BooleanSupplier over, Guard guard) {
        this.over = over;
        this.guard = guard;
    }

    /** Runs the event that a step is waiting for. */
    void on(Step expected, Runnable event) {
        run(() -> {
            if (step == expected && !over.getAsBoolean()) {
                cancel = NOTHING;
                event.run();
            }
        });
    }

    /** Runs an event, now or after the one under way. */
    void run(Runnable event) {
        events.execute(() -> {
            try {
                event.run();
            } catch (RuntimeException | Error thrown) {
                guard.brokenBy(thrown);
            }
        });
    }

    /**
     * The same.
     *
     * @return whether it has run by now, and was not left to a thread that is in another event
     */
    boolean ranNow(Runnable event) {
        AtomicBoolean ran = new AtomicBoolean();
        run(() -> {
            event.run();
            ran.set(true);
        });
        return ran.get();
    }

    boolean is(Step one) {
        return step == one;
    }

    void enter(Step next) {
        step = next;
        cancel = NOTHING;
    }

    /** What the step is waiting for has begun; nothing of it is told before this event has ended. */
    void cancelledBy(Runnable givesUp) {
        cancel = givesUp;
    }

    /** Gives up whatever the step is waiting for. */
    void end() {
        Runnable givesUp = cancel;
        enter(Step.DONE);
        givesUp.run();
    }
}
