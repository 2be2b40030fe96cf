package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest
    @CsvSource({"1,500", "2,1000", "3,2000", "4,4000", "5,8000", "6,10000", "7,10000", "10,10000", "1000000,10000"})
    void theBoundDoublesUpToItsCap(int failed, long millis) {
        assertThat(Backoff.bound(failed)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void theJitterIsFull() {
        List<Long> bounds = new ArrayList<>();
        Backoff least = new Backoff(bound -> {
            bounds.add(bound);
            return 0;
        });
        Backoff most = new Backoff(bound -> bound - 1);

        assertThat(least.after(3)).isZero();
        assertThat(most.after(3)).isEqualTo(Duration.ofSeconds(2));
        assertThat(bounds).containsExactly(2001L);
    }

    @Test
    void spreadsCallsThatFailedTogether() {
        Random random = new Random(1);
        Backoff backoff = new Backoff(bound -> (long) (random.nextDouble() * bound));
        long[] tenths = new long[10];
        for (int i = 0; i < 10_000; i++) {
            tenths[(int) Math.min(9, backoff.after(2).toMillis() / 100)]++;
        }
        assertThat(Arrays.stream(tenths).boxed()).allMatch(calls -> calls > 800 && calls < 1200);
    }

    @Test
    void theClientsOwnJitterStaysWithinTheBound() {
        Backoff backoff = MySafeClient.jitter();
        for (int i = 0; i < 1000; i++) {
            assertThat(backoff.after(1)).isBetween(Duration.ZERO, Duration.ofMillis(500));
        }
    }
}
