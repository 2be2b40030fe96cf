package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;

/** Runs a {@link RetryBudget} by the scheduler's clock, and tells when it is used up. Used by one thread at a time. */
final class BudgetClock {
    private final RetryBudget budget;
    private final Scheduler scheduler;
    private final Runnable whenUsedUp;
    private final long created;
    private Future<?> timer;

    /** @param whenUsedUp run on a timer's thread, and perhaps too late: {@link #isUsedUp} decides */
    BudgetClock(RetryBudget budget, Scheduler scheduler, Runnable whenUsedUp) {
        this.budget = budget;
        this.scheduler = scheduler;
        this.whenUsedUp = whenUsedUp;
        this.created = scheduler.nanoTime();
    }

    void start() {
        if (timer == null) {
            budget.start(scheduler.nanoTime());
            timer = scheduler.schedule(left(), whenUsedUp);
        }
    }

    void stop() {
        budget.stop(scheduler.nanoTime());
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    boolean isUsedUp() {
        return budget.isUsedUp(scheduler.nanoTime());
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, budget.left(scheduler.nanoTime())));
    }

    /** Time in line included. */
    long millisSinceCreation() {
        return (scheduler.nanoTime() - created) / 1_000_000;
    }

    RetryBudget.Decision afterFailure(Verdict verdict) {
        Instant timeOfDay = scheduler.now();
        return budget.afterFailure(verdict, timeOfDay, scheduler.nanoTime());
    }
}
