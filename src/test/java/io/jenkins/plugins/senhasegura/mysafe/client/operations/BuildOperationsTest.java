package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BuildOperationsTest {
    private final BuildOperations pendings = new BuildOperations();
    /** Overflows soon, as {@link System#nanoTime()} may. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

    private static final class Fake implements PendingOperation {
        private final CompletableFuture<OperationEnd> result = new CompletableFuture<>();
        private int aborts;

        @Override
        public OperationResult last() {
            return null;
        }

        @Override
        public CompletableFuture<OperationEnd> result() {
            return result;
        }

        @Override
        public CompletableFuture<Void> abort() {
            aborts++;
            result.cancel(false);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void advance(int millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    private long pause() {
        return pendings.pause(now).toMillis();
    }

    @Test
    void noPauseWhereNoneWasStopped() {
        assertThat(pause()).isZero();
    }

    @Test
    void pausesForASecondAfterTheLastStop() {
        pendings.stopped(now);
        assertThat(pause()).isEqualTo(1000);
        advance(999);
        pendings.stopped(now);
        advance(400);
        assertThat(pause()).isEqualTo(600);
        advance(600);
        assertThat(pause()).isZero();
        advance(100_000);
        assertThat(pause()).isZero();
    }

    @Test
    void stopsThatGoOnForLongDoNotHoldUpTheOthersForEver() {
        for (int i = 0; i < 60; i++) {
            pendings.stopped(now);
            advance(500);
        }
        assertThat(pause()).isZero();
        pendings.stopped(now);
        assertThat(pause()).isZero();
        advance(1000);
        pendings.stopped(now);
        assertThat(pause()).as("they had ended, and begin anew").isEqualTo(1000);
    }

    @Test
    void abortEndsAllThatAreUnderWay() {
        Fake ended = new Fake();
        Fake first = new Fake();
        Fake second = new Fake();
        pendings.add(ended);
        pendings.add(first);
        pendings.add(second);
        ended.result.complete(null);
        pendings.abort();
        pendings.abort();
        assertThat(ended.aborts).isZero();
        assertThat(first.aborts).isOne();
        assertThat(second.aborts).isOne();
    }
}
