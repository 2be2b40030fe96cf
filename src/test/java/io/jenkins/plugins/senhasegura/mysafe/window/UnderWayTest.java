package io.jenkins.plugins.senhasegura.mysafe.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A window's request, from its sending to its end. */
class UnderWayTest {
    private final Changes changes = new Changes();
    private final UnderWay request =
            new UnderWay(new Surroundings(changes, null, null, "this", null, key -> {}, (key, in) -> {}));
    private final CompletableFuture<Ended> response = new CompletableFuture<>();
    private final AtomicInteger aborts = new AtomicInteger();
    private final List<Ended> ends = new ArrayList<>();

    private final Gate.Sending sending = new Gate.Sending() {
        @Override
        public CompletionStage<Ended> ended() {
            return response;
        }

        @Override
        public void abort() {
            aborts.incrementAndGet();
        }
    };

    private void send() {
        changes.make(() -> request.send(() -> sending, ends::add));
    }

    @Test
    void isGivenUpWhileItIsUnderWay() {
        send();
        changes.make(request::abort);
        assertThat(aborts).hasValue(1);
    }

    @Test
    void isGivenUpWhenItIsSentAfterThat() {
        changes.make(request::abort);
        send();
        assertThat(aborts).hasValue(1);
    }

    /** What it had to do with is held no longer, credentials among it: the window may be open for hours. */
    @Test
    void isLetGoWhenItHasEnded() {
        send();
        Ended end = new Ended(Outcome.ACTIVATED, false);
        response.complete(end);
        changes.make(request::abort);
        assertThat(ends).containsExactly(end);
        assertThat(aborts).hasValue(0);
    }
}
