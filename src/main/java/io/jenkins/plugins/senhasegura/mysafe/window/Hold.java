package io.jenkins.plugins.senhasegura.mysafe.window;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** One window's hold of one password. Guarded by {@link Changes}, but for the futures, which are completed without it. */
final class Hold {
    enum State {
        /** Read from the file after a start; its build may be loading still. */
        UNCLAIMED,
        /** Until the closing under way has ended. */
        WAITING,
        OPENING,
        OPEN,
        /** Ended before it was taken up after a restart, and looked after when its window closes. */
        EXPIRED,
        GONE
    }

    final CompletableFuture<Opened> opened = new CompletableFuture<>();
    final CompletableFuture<Closed> closed = new CompletableFuture<>();
    final Gate gate;
    final UnderWay opening;
    /** Whether it was over before it was taken up: then nothing of its opening is told. */
    final boolean expired;

    private final WhenFoundActive wish;
    Lease lease;
    State state;
    /** Until when a request that was given up may be carried out, whatever becomes of the one under way. */
    Instant late;

    /** Whether the whole window is open, and its block may run. */
    boolean told;

    private final Surroundings around;
    private Closed known;

    /** @param gate null where the hold is not claimed */
    Hold(Lease lease, Gate gate, State state, Surroundings around) {
        this.lease = lease;
        this.gate = gate;
        this.state = state;
        this.around = around;
        this.wish = lease.whenFoundActive();
        this.late = lease.lateUntil();
        this.opening = new UnderWay(around);
        this.expired = state == State.EXPIRED;
    }

    boolean hasFoundActive() {
        return state != State.OPENING && lease.phase() == Lease.Phase.FOUND_ACTIVE;
    }

    /**
     * Takes in the end of the request to enable.
     *
     * @param response how long after its end it may still be carried out
     * @param owed whether the password is to be disabled because of others
     * @return whether the password is active
     */
    boolean take(Ended ended, Instant response, boolean owed) {
        if (ended.inDoubt()) {
            late = Lease.latest(late, response);
        }
        lease = lease.lateUntil(late);
        if (ended.outcome() != Outcome.ALREADY_ACTIVE && ended.outcome() != Outcome.ACTIVATED) {
            if (ended.inDoubt() && lease.phase() == Lease.Phase.OPENING) {
                lease = lease.in(Lease.Phase.OPEN);
            }
            return false;
        }
        boolean known = lease.phase() == Lease.Phase.FOUND_ACTIVE;
        boolean found = ended.outcome() == Outcome.ALREADY_ACTIVE
                && lease.phase() != Lease.Phase.OPEN
                && (known || !ended.inDoubt())
                && !owed;
        lease = lease.in(found ? Lease.Phase.FOUND_ACTIVE : Lease.Phase.OPEN).wishing(wish);
        state = State.OPEN;
        return true;
    }

    /** Unless it has ended meanwhile. */
    void tellOpen(int others, Ended ended) {
        if (state == State.OPEN) {
            tell(new Opened(lease, true, others, ended));
        }
    }

    void tellFailed(int others, Ended ended) {
        tell(new Opened(lease, false, others, ended));
    }

    private void tell(Opened end) {
        around.then(() -> opened.complete(end));
    }

    /** Ends the hold, but says nothing yet, unless somebody cannot wait. */
    void end(Closed.How how, int others, Ended ended) {
        state = State.GONE;
        known = new Closed(lease, how, others, ended);
    }

    /** Tells the end as it is known now, also to who still waits for the opening: the keeper may have taken its build for gone. */
    void tellEnd() {
        Closed end = known;
        Opened never = new Opened(lease, false, end.others(), null);
        around.then(() -> {
            opened.complete(never);
            closed.complete(end);
        });
    }

    /** Tells the end when no crash brings the lease back any more. */
    void tellEndAfterForce() {
        around.afterForce(failure -> tellEnd());
    }
}
