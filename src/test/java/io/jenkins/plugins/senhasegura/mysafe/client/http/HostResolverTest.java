package io.jenkins.plugins.senhasegura.mysafe.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name whose look-up hangs, and those who wait for it. */
class HostResolverTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final FakeScheduler scheduler = new FakeScheduler();
    private final BlockingPool threads = new BlockingPool(scheduler, "names", 16, 16);
    private final AtomicInteger lookUps = new AtomicInteger();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore release = new Semaphore(0);
    private final HostResolver resolver = new HostResolver(threads, scheduler, this::lookUp);

    @AfterEach
    void close() {
        release.release(100);
        threads.close();
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        if (host.equals("hanging")) {
            lookUps.incrementAndGet();
            begun.release();
            release.acquireUninterruptibly();
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private void awaitBegin() throws InterruptedException {
        assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoJoinedLooksAgainOnlyWhereItStillNeedsTo(boolean wanted) throws Exception {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(resolver.prepare("hanging", DEADLINE, () -> wanted));
        }
        awaitBegin();
        scheduler.advance(DEADLINE);
        if (wanted) {
            awaitBegin();
        }
        assertThat(all.get(0)).isCompletedExceptionally();
        assertThat(all.get(4).isDone()).isEqualTo(!wanted);
        assertThat(lookUps).hasValue(wanted ? 2 : 1);
    }

    @Test
    void aNameThatHangsTakesFewThreadsAndNoOtherNames() throws Exception {
        for (int i = 0; i < 10; i++) {
            resolver.prepare("hanging", DEADLINE, () -> true);
            if (i < 2) {
                awaitBegin();
            }
            scheduler.advance(DEADLINE);
        }
        assertThat(lookUps).hasValue(2);
        resolver.prepare("other", DEADLINE, () -> true).get(20, TimeUnit.SECONDS);
        assertThat(resolver.resolve("other")).hasSize(1);
    }
}
