package io.jenkins.plugins.senhasegura.mysafe.window;

/**
 * How the opening of one password ended.
 *
 * @param lease as it stands now
 * @param open whether the password is active for this window
 * @param others how many other windows hold the password
 * @param ended the end of the request, or null where none was needed: the window was open before a restart
 */
public record Opened(Lease lease, boolean open, int others, Ended ended) {
    /** Whether the password was active before any window and is nobody's here to disable. */
    public boolean foundActive() {
        return lease.phase() == Lease.Phase.FOUND_ACTIVE;
    }
}
