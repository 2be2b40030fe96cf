package io.jenkins.plugins.senhasegura.mysafe.window;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The windows that hold one password, those that are being opened among them. Guarded by {@link Changes}. */
final class Holders {
    private final Set<Hold> holds = new LinkedHashSet<>();
    private final Surroundings around;

    Holders(Surroundings around) {
        this.around = around;
    }

    void add(Hold hold) {
        holds.add(hold);
    }

    /** @return whether it was one of them */
    boolean remove(Hold hold) {
        return holds.remove(hold);
    }

    boolean isEmpty() {
        return holds.isEmpty();
    }

    int count() {
        return holds.size();
    }

    List<Hold> all() {
        return List.copyOf(holds);
    }

    Stream<Lease> leases() {
        return holds.stream().map(hold -> hold.lease);
    }

    boolean anyHasFoundActive() {
        return holds.stream().anyMatch(Hold::hasFoundActive);
    }

    /** What a window held before the start, and nobody has claimed yet; or null. */
    Hold unclaimed(String window) {
        return holds.stream()
                .filter(hold -> hold.state == Hold.State.UNCLAIMED
                        && hold.lease.holder().window().equals(window))
                .findFirst()
                .orElse(null);
    }

    /** Takes the lease from a hold that nobody has claimed yet, or another lease where there is none. */
    Lease claim(Hold unclaimed, Lease otherwise) {
        return remove(unclaimed) ? unclaimed.lease : otherwise;
    }

    /**
     * Leaves to one of them what another, that is no more one, would have to do at the end.
     *
     * @param owed whether the password has to be disabled and none of their leases says so
     */
    void inherit(Hold from, boolean owed) {
        Hold heir = holds.iterator().next();
        heir.late = Lease.latest(heir.late, from.late);
        Lease lease = heir.state == Hold.State.OPENING ? heir.lease : heir.lease.lateUntil(heir.late);
        if (owed) {
            lease = lease.in(Lease.Phase.OPEN);
        }
        if (!lease.equals(heir.lease)) {
            heir.lease = lease;
            around.file().put(lease);
        }
    }
}
