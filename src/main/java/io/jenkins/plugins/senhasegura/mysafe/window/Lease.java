package io.jenkins.plugins.senhasegura.mysafe.window;

import java.time.Instant;

/**
 * One window's hold of one password, as it stands in the file from before the request that enables it is sent until it
 * is known to be disabled. Holds no secret.
 *
 * @param id opaque
 * @param key the password
 * @param server the name of the server that the window was opened at
 * @param phase how far the window has come
 * @param whenFoundActive what the window asked for
 * @param credentialsId as whom it was opened; empty for the server's own
 * @param store where those credentials were found; empty for the server's own
 * @param since when the window was opened
 * @param lateUntil until when the server may still carry out a request to enable that was given up, or null
 * @param holder whose it is
 */
public record Lease(
        String id,
        WindowKey key,
        String server,
        Phase phase,
        WhenFoundActive whenFoundActive,
        String credentialsId,
        String store,
        Instant since,
        Instant lateUntil,
        Holder holder) {

    /** The number of the form in which leases are written. */
    public static final int FORMAT = 1;

    /** How far a window has come. */
    public enum Phase {
        /** The request that enables may be under way; after a crash it counts as carried out. */
        OPENING,
        /** Enabled, or perhaps enabled, by a window. */
        OPEN,
        /** Active before any window. */
        FOUND_ACTIVE,
        /** No window holds it any more. */
        CLOSING
    }

    /** Whether this window's end is to disable the password; not before the end of its opening is known. */
    boolean owes() {
        return phase == Phase.OPEN
                || phase == Phase.CLOSING
                || phase == Phase.FOUND_ACTIVE && whenFoundActive == WhenFoundActive.DISABLE;
    }

    boolean isLate(Instant now) {
        return lateUntil != null && lateUntil.isAfter(now);
    }

    /**
     * What is to be made of it after a start.
     *
     * @param latest until when a request may be carried out that was under way
     */
    Lease afterStart(Instant latest) {
        // How long it was under way is not known, nor whether it was sent at all.
        Lease lease = isLate(latest) ? lateUntil(latest) : this;
        return phase == Phase.OPENING ? lease.in(Phase.OPEN) : lease;
    }

    Lease in(Phase other) {
        return new Lease(id, key, server, other, whenFoundActive, credentialsId, store, since, lateUntil, holder);
    }

    Lease wishing(WhenFoundActive wish) {
        return new Lease(id, key, server, phase, wish, credentialsId, store, since, lateUntil, holder);
    }

    Lease lateUntil(Instant time) {
        return new Lease(id, key, server, phase, whenFoundActive, credentialsId, store, since, time, holder);
    }

    /** The later of two times, each of which may be null. */
    static Instant latest(Instant one, Instant other) {
        return one == null ? other : other == null || one.isAfter(other) ? one : other;
    }
}
