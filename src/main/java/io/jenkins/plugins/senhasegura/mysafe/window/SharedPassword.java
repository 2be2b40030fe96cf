package io.jenkins.plugins.senhasegura.mysafe.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * One password and all windows that hold it. Openings may go on side by side; a closing begins when nobody holds the
 * password, and who comes meanwhile waits for its end.
 *
 * <p>Whether the password has to be disabled at the end stands in the leases alone, since nothing else outlives a crash:
 * who leaves hands that on to one who stays. Guarded by {@link Changes}.
 */
final class SharedPassword {
    /** Until when a request that is under way may be carried out is known when it has ended. */
    private static final Instant NOT_KNOWN_YET = Instant.parse("9999-12-31T00:00:00Z");

    private final WindowKey key;
    private final Surroundings around;
    private final Holders holders;
    private final Queue<Hold> waiting = new ArrayDeque<>();
    private final LeftLeases left;
    private Closing closing;

    SharedPassword(WindowKey key, Surroundings around) {
        this.key = key;
        this.around = around;
        this.holders = new Holders(around);
        this.left = new LeftLeases(key, around);
    }

    /** Takes in what the file held at the start. */
    void load(Lease read) {
        Lease lease = read.afterStart(latest(read));
        if (lease.phase() == Lease.Phase.CLOSING || !around.isOurs(lease)) {
            left.load(lease);
        } else {
            holders.add(new Hold(lease, null, Hold.State.UNCLAIMED, around));
        }
    }

    boolean isIdle() {
        return isFree() && left.isEmpty();
    }

    /** Whether nobody holds it, and nobody is disabling it. */
    boolean isFree() {
        return holders.isEmpty() && waiting.isEmpty() && closing == null;
    }

    Holders holders() {
        return holders;
    }

    LeftLeases left() {
        return left;
    }

    /** Holds a password that is open. */
    void hold(Hold hold) {
        holders.add(hold);
        hold.state = Hold.State.OPEN;
        hold.tellOpen(holders.count() - 1, null);
    }

    /** Opens the password for a window. */
    void enter(Hold hold) {
        if (closing == null) {
            begin(hold);
        } else {
            hold.state = Hold.State.WAITING;
            waiting.add(hold);
        }
    }

    private void begin(Hold hold) {
        if (hold.lease.phase() == Lease.Phase.OPENING && holders.anyHasFoundActive() && !isOwed()) {
            // Known to be active and nobody's to disable: whatever becomes of the request changes nothing then.
            hold.lease = hold.lease.in(Lease.Phase.FOUND_ACTIVE).wishing(WhenFoundActive.KEEP);
        }
        hold.lease = hold.lease.lateUntil(NOT_KNOWN_YET);
        hold.state = Hold.State.OPENING;
        holders.add(hold);
        around.file().put(hold.lease);
        around.afterForce(failure -> send(hold, failure));
    }

    private void send(Hold hold, Throwable failure) {
        if (failure == null && !hold.opening.isAborted()) {
            Lease lease = hold.lease;
            hold.opening.send(() -> hold.gate.enable(lease), ended -> opened(hold, ended));
            return;
        }
        hold.lease = hold.lease.lateUntil(hold.late);
        if (failure != null) {
            around.then(() -> hold.opened.completeExceptionally(failure));
        }
        leave(hold, null);
    }

    private void opened(Hold hold, Ended ended) {
        if (!hold.take(ended, latest(hold.lease), isOwed())) {
            hold.tellFailed(holders.count() - 1, ended);
            leave(hold, null);
            return;
        }
        around.file().put(hold.lease);
        if (hold.opening.isAborted()) {
            leave(hold, null);
        } else if (hold.hasFoundActive()) {
            // Once it is told, no crash may make anybody believe that it was enabled here.
            around.afterForce(failure -> hold.tellOpen(holders.count() - 1, ended));
        } else {
            hold.tellOpen(holders.count() - 1, ended);
        }
    }

    /** Gives the password up without a request of the window's own: the keeper disables it where that is needed. */
    void abort(Hold hold) {
        switch (hold.state) {
            case WAITING -> {
                waiting.remove(hold);
                end(hold, Closed.How.NEVER_ENABLED);
            }
            case OPENING -> hold.opening.abort();
            case OPEN, UNCLAIMED -> leave(hold, null);
            case GONE -> {
                if (closing != null) {
                    closing.giveUp(hold);
                }
                hold.tellEnd();
            }
            case EXPIRED ->
                end(hold, left.get(hold.lease.id()) == null ? Closed.How.ENDED_BEFORE : Closed.How.STILL_ACTIVE);
        }
    }

    /** Ends the hold of a window; where it was the last, and there is need to, the password is disabled. */
    void close(Hold hold) {
        switch (hold.state) {
            case OPEN -> leave(hold, hold.gate);
            case EXPIRED -> closeAgain(hold);
            case GONE -> {}
            default -> abort(hold);
        }
    }

    /** Goes on with the closing of a window that had begun it before a restart. */
    void closeAgain(Hold hold) {
        hold.end(Closed.How.STILL_ACTIVE, holders.count(), null);
        Lease lease = left.get(hold.lease.id());
        if (lease == null) {
            end(hold, Closed.How.ENDED_BEFORE);
        } else if (closing != null) {
            closing.closers.add(hold);
        } else if (!holders.isEmpty()) {
            left.release(lease);
            share(hold);
        } else {
            disable(lease, hold.gate).closers.add(hold);
        }
    }

    /** @param gate by which the password is disabled, or null to leave that to the keeper */
    private void leave(Hold hold, Gate gate) {
        if (!holders.remove(hold)) {
            return;
        }
        if (!holders.isEmpty()) {
            share(hold);
        } else if (!hold.lease.owes() && !isOwed()) {
            endUnowed(hold);
        } else {
            hold.lease = hold.lease.in(Lease.Phase.CLOSING);
            left.add(hold.lease);
            hold.end(Closed.How.STILL_ACTIVE, 0, null);
            if (gate == null) {
                hold.tellEnd();
                around.owed(key, Duration.ZERO);
            } else {
                disable(hold.lease, gate).closers.add(hold);
            }
        }
        around.changed(key);
    }

    /** Leaves the password to the others that hold it, and to one of them what this one has to do at the end. */
    private void share(Hold hold) {
        holders.inherit(hold, hold.lease.owes() && !isOwed());
        around.file().remove(hold.lease.id());
        end(hold, Closed.How.SHARED);
    }

    private void endUnowed(Hold hold) {
        boolean active = hold.lease.phase() == Lease.Phase.FOUND_ACTIVE;
        hold.end(active ? Closed.How.LEFT_ACTIVE : Closed.How.NEVER_ENABLED, 0, null);
        left.letGo(hold.lease);
        hold.tellEndAfterForce();
    }

    /** Asks to disable the password, which nobody may hold. */
    Closing disable(Lease lease, Gate gate) {
        Closing begun = new Closing(lease, gate, around);
        closing = begun;
        // A build that a crash throws back into its block must not find a lease that says the password is active.
        around.afterForce(
                failure -> begun.send(around.limits(key, lease.server()).closing(), ended -> disabled(begun, ended)));
        return begun;
    }

    private void disabled(Closing done, Ended ended) {
        closing = null;
        if (ended.isDisabled()) {
            left.settle(done.since);
        } else {
            around.owed(key, Keeper.FIRST_PAUSE);
        }
        for (Hold hold : done.closers) {
            hold.end(ended.isDisabled() ? Closed.How.DISABLED : Closed.How.STILL_ACTIVE, 0, ended);
            hold.tellEndAfterForce();
        }
        around.afterForce(failure -> around.then(() -> done.ended.complete(ended)));
        while (!waiting.isEmpty()) {
            begin(waiting.remove());
        }
        around.changed(key);
    }

    /** Until when a request that ends now may still be carried out. */
    private Instant latest(Lease lease) {
        return around.now().plus(around.limits(key, lease.server()).response());
    }

    private void end(Hold hold, Closed.How how) {
        hold.end(how, holders.count(), null);
        hold.tellEnd();
    }

    /** Whether somebody's lease says that the password is to be disabled at the end. */
    private boolean isOwed() {
        return Stream.concat(holders.leases(), left.ours()).anyMatch(Lease::owes);
    }
}
