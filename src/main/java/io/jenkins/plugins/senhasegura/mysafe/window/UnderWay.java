package io.jenkins.plugins.senhasegura.mysafe.window;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** A request that a change has decided on: sent, and given up, without the lock. Guarded by {@link Changes}. */
final class UnderWay {
    private final Surroundings around;
    private Gate.Sending sending;
    private boolean aborted;

    UnderWay(Surroundings around) {
        this.around = around;
    }

    /**
     * Called by a change.
     *
     * @param send without the lock
     * @param end a change, made once
     */
    void send(Supplier<Gate.Sending> send, Consumer<Ended> end) {
        around.then(() -> {
            Gate.Sending sent;
            try {
                sent = send.get();
            } catch (Throwable broken) { // who waits would never hear of an end
                around.make(() -> end.accept(Ended.UNKNOWN));
                throw broken;
            }
            around.make(() -> {
                sending = sent;
                if (aborted) {
                    around.then(sent::abort);
                }
            });
            sent.ended()
                    .whenComplete((ended, broken) -> around.make(() -> {
                        // A window may be open for hours, and need not keep what its opening has left behind.
                        sending = null;
                        end.accept(broken == null ? ended : Ended.UNKNOWN);
                    }));
        });
    }

    /** Called by a change; also before it was sent. */
    void abort() {
        aborted = true;
        if (sending != null) {
            around.then(sending::abort);
        }
    }

    boolean isAborted() {
        return aborted;
    }
}
