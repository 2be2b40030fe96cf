package io.jenkins.plugins.senhasegura.mysafe.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The leases of one password that nobody holds any more: what has to be disabled, what may be enabled late by a request
 * that was given up, and those that another Jenkins wrote. Guarded by {@link Changes}.
 */
final class LeftLeases {
    private static final int MOST_SETTLED = 1_000;

    private final Map<String, Lease> leases = new LinkedHashMap<>();
    /** Those whose password was disabled, the latest: their windows may ask much later. */
    private final Map<String, Boolean> settled = new LinkedHashMap<>(0) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_SETTLED;
        }
    };

    private final WindowKey key;
    private final Surroundings around;

    LeftLeases(WindowKey key, Surroundings around) {
        this.key = key;
        this.around = around;
    }

    boolean isEmpty() {
        return leases.isEmpty();
    }

    List<Lease> all() {
        return List.copyOf(leases.values());
    }

    Lease get(String id) {
        return leases.get(id);
    }

    /** What is left of a window and has to be disabled, or null. */
    Lease of(String window) {
        return ours().filter(lease -> lease.owes() && lease.holder().window().equals(window))
                .findFirst()
                .orElse(null);
    }

    Stream<Lease> ours() {
        return leases.values().stream().filter(around::isOurs);
    }

    /** Takes in what stands in the file already. */
    void load(Lease lease) {
        leases.put(lease.id(), lease);
    }

    void add(Lease lease) {
        leases.put(lease.id(), lease);
        around.file().put(lease);
    }

    void remove(String id) {
        around.file().remove(id);
        leases.remove(id);
    }

    /** Takes one out that somebody goes on with. */
    void release(Lease lease) {
        leases.remove(lease.id());
    }

    /** Lets go of a lease that owes nothing, unless its request may come late. */
    void letGo(Lease lease) {
        if (lease.isLate(around.now())) {
            // Should another window disable the password before then, a late request would open it again.
            add(lease.in(Lease.Phase.FOUND_ACTIVE).wishing(WhenFoundActive.KEEP));
        } else {
            around.file().remove(lease.id());
        }
        forgetLate();
    }

    /** Lets go of what was only waited for. */
    void forgetLate() {
        Instant now = around.now();
        for (Lease lease : ours().filter(each -> !each.owes()).toList()) {
            if (lease.isLate(now)) {
                around.owed(key, Duration.between(now, lease.lateUntil()));
            } else {
                remove(lease.id());
            }
        }
    }

    /** The password is disabled by a request of this time, and stays so but where one to enable may come late. */
    void settle(Instant since) {
        for (Lease lease : new ArrayList<>(leases.values())) {
            if (lease.isLate(since)) {
                add(lease.in(Lease.Phase.CLOSING));
                around.owed(key, Duration.between(around.now(), lease.lateUntil()));
            } else {
                settled.put(lease.id(), true);
                remove(lease.id());
            }
        }
    }

    /** Whether the password of a lease is known to have been disabled. */
    boolean isSettled(String id) {
        return settled.containsKey(id);
    }
}
