package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AccessToken;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.response.TokenResponseReader;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One token that many threads ask for, give up, are refused and drop while it comes, expires and is fetched anew. */
class TokenRacesTest {
    private static final int THREADS = 6;
    private static final int ROUNDS = 150;

    private final FakeScheduler scheduler = new FakeScheduler();
    private final TokenCache tokens = new TokenCache(scheduler);
    private final TokenCache.Key key = TokenCache.Key.of(
            Settings.of("https://vault.example/").build(), new ClientCredentials("key", "client", "secret"));
    private final ExecutorService server = Executors.newFixedThreadPool(2);
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Set<String> usedOnce = ConcurrentHashMap.newKeySet();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    /** More of them with {@code -Draces.seeds=N}. */
    static IntStream seeds() {
        return IntStream.rangeClosed(1, Integer.getInteger("races.seeds", 25));
    }

    /** Told once, or not at all when it gave up. */
    private final class Waiter implements TokenCache.Waiter {
        private final AtomicInteger told = new AtomicInteger();
        private final boolean drops;

        Waiter(boolean drops) {
            this.drops = drops;
        }

        @Override
        public void token(AccessToken token, boolean cached) {
            told.incrementAndGet();
            if (token.value().startsWith("once") && !usedOnce.add(token.value())) {
                wrong.add(token.value() + " was given out twice");
            }
            if (cached && token.value().startsWith("once")) {
                wrong.add(token.value() + " was cached");
            }
            if (drops) {
                tokens.invalidate(key, token);
            }
        }

        @Override
        public void refused(Verdict verdict, boolean sent) {
            told.incrementAndGet();
        }
    }

    private Runnable fetch(Consumer<TokenCache.Fetched> end, int kind) {
        underWay.incrementAndGet();
        server.execute(() -> {
            int number = granted.incrementAndGet();
            underWay.decrementAndGet();
            end.accept(
                    switch (kind) {
                        case 0 -> response(503, "{}");
                        case 1 -> response(200, "{\"access_token\":\"once" + number + "\",\"expires_in\":0}");
                        default -> response(200, "{\"access_token\":\"t" + number + "\",\"expires_in\":60}");
                    });
        });
        return () -> {};
    }

    private static TokenCache.Fetched response(int status, String body) {
        RawResponse response = new RawResponse(status, body.getBytes(StandardCharsets.UTF_8), null, null);
        return new TokenCache.Fetched(TokenResponseReader.read(response), true);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyCallerIsToldOnceWhateverBecomesOfTheToken(int seed) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        Queue<Waiter> stayed = new ConcurrentLinkedQueue<>();
        Queue<Waiter> left = new ConcurrentLinkedQueue<>();
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        try {
            for (int t = 0; t < THREADS; t++) {
                Random random = new Random(seed * 17L + t);
                boolean movesTheClock = t == 0;
                callers.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        barrier.await(20, TimeUnit.SECONDS);
                        if (movesTheClock && random.nextInt(4) == 0) {
                            scheduler.advance(Duration.ofSeconds(30));
                        }
                        Waiter waiter = new Waiter(random.nextInt(4) == 0);
                        int kind = random.nextInt(6);
                        Runnable leave = tokens.get(key, end -> fetch(end, kind), waiter);
                        if (random.nextInt(6) == 0) {
                            leave.run();
                            left.add(waiter);
                        } else {
                            stayed.add(waiter);
                        }
                    }
                    return null;
                });
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            FaultRig.await("all are told", () -> stayed.stream().allMatch(waiter -> waiter.told.get() > 0));
        } finally {
            callers.shutdownNow();
            server.shutdown();
        }
        assertThat(server.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(stayed.size() + left.size()).isEqualTo(THREADS * ROUNDS);
        assertThat(stayed).allSatisfy(waiter -> assertThat(waiter.told).hasValue(1));
        assertThat(left).allSatisfy(waiter -> assertThat(waiter.told.get()).isLessThanOrEqualTo(1));
        assertThat(wrong).isEmpty();
    }
}
