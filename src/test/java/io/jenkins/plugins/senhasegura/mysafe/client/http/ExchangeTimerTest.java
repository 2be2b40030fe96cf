package io.jenkins.plugins.senhasegura.mysafe.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The deadlines of an exchange's phases, which may be put off and come anew. */
class ExchangeTimerTest {
    private final FakeScheduler scheduler = new FakeScheduler();
    private final AtomicInteger over = new AtomicInteger();
    private final ExchangeTimer timer = new ExchangeTimer(scheduler, over::incrementAndGet);

    private void advance(long seconds) {
        scheduler.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void isPutOff() {
        timer.start(Duration.ofSeconds(10));
        advance(9);
        timer.putOff(Duration.ofSeconds(65));
        advance(64);
        assertThat(over).hasValue(0);
        assertThat(timer.left()).hasSeconds(1);
        advance(1);
        assertThat(over).hasValue(1);
        assertThat(timer.left()).isZero();
    }

    /** As where a kept connection ends long after the request went out on it. */
    @Test
    void startsAnewWithLessThanIsLeft() {
        timer.start(Duration.ofSeconds(10));
        timer.putOff(Duration.ofSeconds(65));
        advance(20);
        timer.start(Duration.ofSeconds(10));
        advance(9);
        assertThat(over).hasValue(0);
        advance(1);
        assertThat(over).hasValue(1);
        advance(100);
        assertThat(over).hasValue(1);
    }

    @Test
    void cancelledItIsNeverOver() {
        timer.start(Duration.ofSeconds(10));
        timer.cancel();
        timer.start(Duration.ofSeconds(10));
        advance(100);
        assertThat(over).hasValue(0);
    }
}
