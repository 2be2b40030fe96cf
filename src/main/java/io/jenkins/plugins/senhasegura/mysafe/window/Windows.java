package io.jenkins.plugins.senhasegura.mysafe.window;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * All windows of this Jenkins, counted by password: the last that holds one disables it, and none is disabled that
 * another holds. Begins with the leases that the file holds, which keep their passwords until their builds take them up
 * again or the {@link Keeper} finds that there is no such build.
 *
 * <p>Thread-safe: the one lock guards all passwords, and nothing is sent, written or told under it.
 */
public final class Windows {
    private final Changes changes = new Changes();
    private final Map<WindowKey, SharedPassword> passwords = new LinkedHashMap<>();
    private final LeaseFile file;
    private final Scheduler scheduler;
    private final Surroundings around;
    private volatile BiConsumer<WindowKey, Duration> keeper = (key, in) -> {};

    /**
     * @param file the leases, which nobody else changes
     * @param instance this Jenkins: leases of another one are kept and told, and nothing is sent for them
     * @param limits of the server that a password is at and that has the name by which the window was opened; called often
     */
    public Windows(
            LeaseFile file, Scheduler scheduler, String instance, BiFunction<WindowKey, String, WindowLimits> limits) {
        this.file = file;
        this.scheduler = scheduler;
        this.around = new Surroundings(
                changes, file, scheduler, instance, limits, this::dropIfIdle, (key, in) -> keeper.accept(key, in));
        changes.make(() ->
                file.contents().leases().forEach(lease -> password(lease.key()).load(lease)));
    }

    private SharedPassword password(WindowKey key) {
        return passwords.computeIfAbsent(key, absent -> new SharedPassword(key, around));
    }

    private void dropIfIdle(WindowKey key) {
        passwords.computeIfPresent(key, (same, password) -> password.isIdle() ? null : password);
    }

    /** Opens a window; one whose opening a restart has cut short, too. */
    public Window open(WindowRequest request, Gate gate) {
        return takeUp(request, false, Set.of(), null, gate);
    }

    /**
     * Holds on to a window that was open before a restart. A password is enabled anew whose lease is not the one that the
     * block was told of: a crash may have thrown its build back. But where the window has lasted for too long, that hold
     * has ended, and the password is not enabled again. Where one cannot be enabled, the window goes on with the others.
     *
     * @param told the leases by their ids, as {@link Opened} named them
     * @param since when it was opened, or null for now
     */
    public Window takeUp(WindowRequest request, Set<String> told, Instant since, Gate gate) {
        return takeUp(request, true, told, since, gate);
    }

    private Window takeUp(WindowRequest request, boolean takenUp, Set<String> told, Instant since, Gate gate) {
        return window(request, takenUp, since, (password, fresh) -> {
            Hold before = password.holders().unclaimed(request.holder().window());
            boolean known = before != null && told.contains(before.lease.id());
            if (takenUp && !known && isTooLong(fresh)) {
                return expired(password, before, fresh, gate);
            }
            Hold hold = new Hold(password.holders().claim(before, fresh), gate, Hold.State.WAITING, around);
            if (known) {
                password.hold(hold);
            } else {
                password.enter(hold);
            }
            return hold;
        });
    }

    /** A hold that had lasted for too long before it was taken up: nothing is sent for it until its window closes. */
    private Hold expired(SharedPassword password, Hold before, Lease fresh, Gate gate) {
        if (before != null) {
            password.abort(before);
        }
        Lease left = password.left().of(fresh.holder().window());
        Lease lease = left == null ? fresh : left;
        Hold hold = new Hold(lease, gate, Hold.State.EXPIRED, around);
        around.then(() -> gate.expired(lease, hold.closed));
        return hold;
    }

    /** Goes on with a window whose closing a restart has cut short; it is to be closed at once. */
    public Window closeAgain(WindowRequest request, Gate gate) {
        String window = request.holder().window();
        return window(request, false, null, (password, fresh) -> {
            Hold before = password.holders().unclaimed(window);
            Lease left = password.left().of(window);
            Lease lease = password.holders().claim(before, left == null ? fresh : left);
            Hold hold = new Hold(lease, gate, Hold.State.WAITING, around);
            if (before == null) {
                password.closeAgain(hold);
            } else {
                password.hold(hold);
            }
            return hold;
        });
    }

    private Window window(
            WindowRequest request, boolean takenUp, Instant opened, BiFunction<SharedPassword, Lease, Hold> begin) {
        List<Window.Part> parts = new ArrayList<>();
        Instant since = opened == null ? scheduler.now() : opened;
        changes.make(() -> request.passwords().forEach(id -> {
            SharedPassword password = password(request.key(id));
            Lease lease = new Lease(
                    UUID.randomUUID().toString(),
                    request.key(id),
                    request.server(),
                    Lease.Phase.OPENING,
                    request.whenFoundActive(),
                    request.credentialsId(),
                    request.store(),
                    since,
                    null,
                    request.holder());
            parts.add(new Window.Part(password, begin.apply(password, lease)));
        }));
        WindowLimits limits = around.limits(request.key(request.passwords().get(0)), request.server());
        return new Window(parts, changes, scheduler, limits.closing(), takenUp);
    }

    /** The leases of all windows that hold a password; builds that are still loading are among them. */
    public List<Lease> held() {
        return list(password -> password.holders().leases().toList());
    }

    /** The leases that nobody holds any more. */
    public List<Lease> left() {
        return list(password -> password.left().all());
    }

    /** What the keeper has to disable of one password; nothing while somebody holds it. */
    List<Lease> owed(WindowKey key) {
        List<Lease> leases = new ArrayList<>();
        changes.make(() -> {
            SharedPassword password = passwords.get(key);
            if (password != null && password.isFree()) {
                password.left().forgetLate();
                password.left().ours().filter(Lease::owes).forEach(leases::add);
                dropIfIdle(key);
            }
        });
        return leases;
    }

    private List<Lease> list(Function<SharedPassword, List<Lease>> leases) {
        List<Lease> list = new ArrayList<>();
        changes.make(() -> passwords.values().forEach(password -> list.addAll(leases.apply(password))));
        return list;
    }

    /** Ends the holds of windows whose builds are gone. */
    void lost(Set<String> windows) {
        holds((password, hold) -> {
            if (windows.contains(hold.lease.holder().window())) {
                password.abort(hold);
            }
        });
    }

    /** Ends the holds that have lasted for too long. */
    void expire() {
        holds((password, hold) -> {
            boolean late = isTooLong(hold.lease);
            if (late && hold.told) {
                Lease lease = hold.lease;
                around.then(() -> hold.gate.expired(lease, hold.closed));
                password.close(hold);
            } else if (late && hold.state == Hold.State.UNCLAIMED) {
                password.abort(hold);
            }
        });
    }

    private boolean isTooLong(Lease lease) {
        Duration longest = around.limits(lease.key(), lease.server()).longest();
        return !longest.isZero() && !lease.since().plus(longest).isAfter(scheduler.now());
    }

    private void holds(BiConsumer<SharedPassword, Hold> change) {
        changes.make(() -> List.copyOf(passwords.values())
                .forEach(password -> password.holders().all().forEach(hold -> change.accept(password, hold))));
    }

    /**
     * Disables the password of a lease that nobody holds.
     *
     * @return the end of the request, or null where a window holds the password, it is being disabled already, or there
     *     is no such lease
     */
    public CompletionStage<Ended> disable(String leaseId, Gate gate) {
        List<CompletableFuture<Ended>> ended = new ArrayList<>();
        changes.make(() -> List.copyOf(passwords.values()).forEach(password -> {
            Lease lease = password.left().get(leaseId);
            if (lease != null && password.isFree()) {
                ended.add(password.disable(lease, gate).ended);
            }
        }));
        return ended.isEmpty() ? null : ended.get(0);
    }

    /** Forgets a lease that nobody holds; whether there was one. */
    public boolean forget(String leaseId) {
        List<WindowKey> found = new ArrayList<>();
        changes.make(() -> List.copyOf(passwords.values()).forEach(password -> {
            Lease lease = password.left().get(leaseId);
            if (lease != null) {
                password.left().remove(leaseId);
                found.add(lease.key());
                around.then(file::force);
                dropIfIdle(lease.key());
            }
        }));
        return !found.isEmpty();
    }

    /** Whom to tell from now on of passwords that have to be disabled and that nobody holds. */
    void keptBy(BiConsumer<WindowKey, Duration> told) {
        keeper = told;
    }

    /** Jenkins stops: from here on nothing is sent, written or told; what stands in the file is gone on with later. */
    public void stop() {
        changes.stop();
        file.close();
    }
}
