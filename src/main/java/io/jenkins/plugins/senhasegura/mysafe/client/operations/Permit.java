package io.jenkins.plugins.senhasegura.mysafe.client.operations;

/**
 * One call's share of the limiter: waits for a permit, holds it for an attempt, and gives it back once. Its methods are
 * called by the call's events alone.
 */
final class Permit implements ConcurrencyLimiter.Waiter {
    private final ConcurrencyLimiter limiter;
    private final int permits;
    private final BuildOperations build;
    private final CallState state;
    private final Runnable whenHeld;
    private boolean held;
    private boolean wanted = true;

    /**
     * @param permits how many there are
     * @param whenHeld run by an event of the call's
     */
    Permit(ConcurrencyLimiter limiter, int permits, BuildOperations build, CallState state, Runnable whenHeld) {
        this.limiter = limiter;
        this.permits = permits;
        this.build = build;
        this.state = state;
        this.whenHeld = whenHeld;
    }

    /** The same as {@link ConcurrencyLimiter#acquire}. */
    int acquire(boolean hadOne) {
        return limiter.acquire(this, permits, hadOne);
    }

    @Override
    public Object build() {
        return build;
    }

    @Override
    public boolean isClosing() {
        return build.areClosings();
    }

    @Override
    public void permitted() {
        state.run(() -> {
            held = true;
            if (wanted) {
                whenHeld.run();
            } else {
                release();
            }
        });
    }

    void release() {
        if (held) {
            held = false;
            limiter.release();
        }
    }

    /** Gives up waiting, and a permit that it holds or is about to be handed. */
    void close() {
        wanted = false;
        limiter.cancel(this);
        release();
    }
}
