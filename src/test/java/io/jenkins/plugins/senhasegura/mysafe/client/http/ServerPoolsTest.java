package io.jenkins.plugins.senhasegura.mysafe.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pools of connections whose building takes as long as a test wants. */
class ServerPoolsTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch building = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        threads.shutdownNow();
    }

    private static ServerPool.Key key(String server) {
        return ServerPool.Key.of(
                Settings.of("https://" + server + ".example/").name(server).build(), null);
    }

    private static ServerPools pools(Function<ServerPool.Key, ServerPool> builder) {
        return new ServerPools(builder, null, new FakeScheduler(), new OpenSockets());
    }

    private <T> CompletableFuture<T> elsewhere(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, threads);
    }

    private ServerPool hanging() {
        building.countDown();
        try {
            release.await();
        } catch (InterruptedException closed) {
            throw new IllegalStateException(closed);
        }
        return mock(ServerPool.class);
    }

    @Test
    void aTrustStoreThatHangsHoldsUpNoServerWhosePoolStands() throws Exception {
        ServerPool.Key ready = key("ready");
        ServerPools pools = pools(key -> key.equals(ready) ? mock(ServerPool.class) : hanging());
        ServerPool others = pools.use(ready);
        CompletableFuture<ServerPool> hanging = elsewhere(() -> pools.use(key("hanging")));
        assertThat(building.await(20, TimeUnit.SECONDS)).isTrue();

        elsewhere(() -> {
                    pools.release(others);
                    assertThat(pools.useReady(ready)).isSameAs(others);
                    return pools.useReady(key("hanging"));
                })
                .get(20, TimeUnit.SECONDS);
        assertThat(hanging).isNotDone();
    }

    @Test
    void whatABurstHasOpenedIsClosedThoughThePoolIsInUse() {
        FakeScheduler scheduler = new FakeScheduler();
        ServerPool pool = mock(ServerPool.class);
        ServerPools pools = new ServerPools(key -> pool, null, scheduler, new OpenSockets());
        pools.use(key("one"));
        pools.use(key("one"));
        pools.release(pool);
        scheduler.advance(ServerPool.IDLE);
        verify(pool).closeIdle();
        verify(pool, never()).close();
        scheduler.advance(ServerPool.IDLE);
        verify(pool, times(2)).closeIdle();
    }

    @Test
    void ofTwoThatAreBuiltAtOnceTheLaterIsClosed() throws Exception {
        List<ServerPool> built = new CopyOnWriteArrayList<>();
        ServerPools pools = pools(key -> {
            ServerPool pool = built.isEmpty() && building.getCount() > 0 ? hanging() : mock(ServerPool.class);
            built.add(pool);
            return pool;
        });
        CompletableFuture<ServerPool> slow = elsewhere(() -> pools.use(key("one")));
        assertThat(building.await(20, TimeUnit.SECONDS)).isTrue();
        ServerPool fast = elsewhere(() -> pools.use(key("one"))).get(20, TimeUnit.SECONDS);
        release.countDown();

        assertThat(slow.get(20, TimeUnit.SECONDS)).isSameAs(fast);
        assertThat(built).hasSize(2).first().isSameAs(fast);
        verify(fast, never()).close();
        verify(built.get(1)).close();
    }
}
