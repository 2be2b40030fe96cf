package io.jenkins.plugins.senhasegura.mysafe.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final FakeScheduler scheduler = new FakeScheduler();
    private final Deadlines deadlines = new Deadlines(scheduler);

    private final class Expiring implements Deadlines.Expiring {
        private final Deadlines.Watch watch = new Deadlines.Watch(this);
        private long deadline;
        private int expired;
        private RuntimeException thrown;

        Expiring(Duration after) {
            deadline = after == null ? Long.MAX_VALUE : scheduler.nanoTime() + after.toNanos();
        }

        @Override
        public Deadlines.Watch watch() {
            return watch;
        }

        @Override
        public long deadline() {
            return deadline;
        }

        @Override
        public void expire() {
            expired++;
            if (thrown != null) {
                throw thrown;
            }
            deadlines.forget(this);
        }
    }

    private Expiring watched(Duration after) {
        Expiring expiring = new Expiring(after);
        deadlines.watch(expiring);
        return expiring;
    }

    @Test
    void noticesADeadlineWithinOneTick() {
        Expiring expiring = watched(Duration.ofSeconds(3));
        scheduler.advance(Duration.ofSeconds(3).minusNanos(1));
        assertThat(expiring.expired).isZero();
        scheduler.advance(Deadlines.TICK);
        assertThat(expiring.expired).isOne();
    }

    @Test
    void hasOneTimerForAll() {
        for (int i = 1; i <= 1000; i++) {
            watched(Duration.ofMillis(i));
        }
        assertThat(scheduler.pending()).isOne();
    }

    @Test
    void hasNoTimerWhenThereIsNothingToWatch() {
        assertThat(scheduler.pending()).isZero();
        Expiring expiring = watched(Duration.ofSeconds(10));
        assertThat(scheduler.pending()).isOne();
        deadlines.forget(expiring);
        scheduler.advance(Deadlines.TICK);
        assertThat(scheduler.pending()).isZero();
        assertThat(expiring.expired).isZero();
    }

    @Test
    void ticksAgainAfterAPause() {
        watched(Duration.ofMillis(1));
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(scheduler.pending()).isZero();
        Expiring later = watched(Duration.ofMillis(1));
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(later.expired).isOne();
    }

    @Test
    void forgetsWhomItIsToldToAndNobodyElseHoweverOften() {
        List<Expiring> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(watched(Duration.ofMillis(1)));
        }
        for (int i = 0; i < 1000; i += 3) {
            deadlines.forget(all.get(i));
            deadlines.forget(all.get(i));
        }
        assertThat(deadlines.watched(Expiring.class)).hasSize(666);
        scheduler.advance(Deadlines.TICK);
        for (int i = 0; i < 1000; i++) {
            assertThat(all.get(i).expired).as("%d", i).isEqualTo(i % 3 == 0 ? 0 : 1);
        }
        assertThat(deadlines.watched(Expiring.class)).isEmpty();
    }

    @Test
    void watchesAgainWhomItHasForgotten() {
        Expiring expiring = watched(Duration.ofMillis(1));
        deadlines.forget(expiring);
        deadlines.watch(expiring);
        scheduler.advance(Deadlines.TICK);
        assertThat(expiring.expired).isOne();
    }

    @Test
    void waitsForWhoHasNoDeadlineAtTheMoment() {
        Expiring expiring = watched(null);
        scheduler.advance(Duration.ofHours(1));
        assertThat(expiring.expired).isZero();
        expiring.deadline = scheduler.nanoTime();
        scheduler.advance(Deadlines.TICK);
        assertThat(expiring.expired).isOne();
    }

    @Test
    void oneThatBreaksDoesNotKeepTheOthersFromExpiring() {
        List<Expiring> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Expiring expiring = watched(Duration.ofMillis(1));
            expiring.thrown = i % 10 == 0 ? new IllegalStateException("broken") : null;
            all.add(expiring);
        }
        List<Throwable> told = new ArrayList<>();
        Thread thread = Thread.currentThread();
        Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        thread.setUncaughtExceptionHandler((where, failure) -> told.add(failure));
        try {
            scheduler.advance(Deadlines.TICK);
        } finally {
            thread.setUncaughtExceptionHandler(before);
        }
        assertThat(all).allSatisfy(expiring -> assertThat(expiring.expired).isOne());
        assertThat(told).hasSize(10);
    }
}
