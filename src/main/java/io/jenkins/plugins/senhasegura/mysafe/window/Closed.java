package io.jenkins.plugins.senhasegura.mysafe.window;

/**
 * How one window's hold of one password ended.
 *
 * @param lease as it stood last
 * @param how what became of the password
 * @param others how many other windows hold it
 * @param ended the end of the request to disable it, or null where none was sent for this window
 */
public record Closed(Lease lease, How how, int others, Ended ended) {
    /** What became of the password. */
    public enum How {
        /** It is known to be disabled. */
        DISABLED,
        /** Other windows hold it; the last of them disables it. */
        SHARED,
        /** It was active before and was left so. */
        LEFT_ACTIVE,
        /** It was not enabled for this window. */
        NEVER_ENABLED,
        /** It may be active; the keeper goes on. */
        STILL_ACTIVE,
        /** The hold had ended before, and no lease is left of it. */
        ENDED_BEFORE
    }
}
