package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerState;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerState.Circuit;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may be read of the client while it works. */
class ServerStateTest {
    private static final String URL = "https://vault.example/";

    private final CallFixture fixture = new CallFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private ServerState state() {
        return fixture.client.state("main", URL, null);
    }

    private void fail(int calls) {
        for (int i = 0; i < calls; i++) {
            fixture.start();
            fixture.last().unreachable();
        }
    }

    @Test
    void serverThatNothingWasAskedOfIsIdle() {
        fixture.start("other");

        assertThat(state()).isEqualTo(ServerState.IDLE);
    }

    @Test
    void permitsAndLineAreCounted() {
        fixture.limits(1, 1, Duration.ofSeconds(120), false);
        for (int i = 0; i < 3; i++) {
            fixture.start();
        }
        fixture.start("main", fixture.build.closings());
        fixture.start("main", fixture.build.closings());

        assertThat(state().permitsInUse()).isEqualTo(2);
        assertThat(state().inLine()).isEqualTo(3);
        assertThat(state().closingsInLine()).isOne();
    }

    @Test
    void tenantsOfOneServerAreToldApart() {
        fixture.start(fixture.settings("main").tenant("one").build());

        assertThat(fixture.client.state("main", URL, "one").permitsInUse()).isOne();
        assertThat(fixture.client.state("main", URL, "two")).isEqualTo(ServerState.IDLE);
        assertThat(state()).isEqualTo(ServerState.IDLE);
    }

    @Test
    void circuitOpensAndIsTriedAgain() {
        fixture.limits(1, 64, Duration.ofSeconds(120), true);
        fail(CircuitBreaker.FAILURES_TO_OPEN - 1);
        assertThat(state().circuit()).isEqualTo(Circuit.CLOSED);
        fail(1);
        assertThat(state().circuit()).isEqualTo(Circuit.OPEN);

        fixture.scheduler.advance(CircuitBreaker.OPEN);
        assertThat(state().circuit()).isEqualTo(Circuit.HALF_OPEN);

        fixture.start();
        fixture.last().grant("t");
        fixture.last().activated();
        assertThat(state().circuit()).isEqualTo(Circuit.CLOSED);
    }

    @Test
    void credentialThatIsRefusedAloneIsCounted() {
        fixture.limits(1, 64, Duration.ofSeconds(120), true);
        for (int i = 0; i < CircuitBreaker.FAILURES_TO_OPEN; i++) {
            fixture.start();
            fixture.last().hangUp();
        }

        assertThat(state().circuit()).isEqualTo(Circuit.CLOSED);
        assertThat(state().refusedCredentials()).isOne();
    }

    @Test
    void tokensHaveAnAgeAndNothingElse() {
        fixture.start();
        fixture.last().grant("first-t0ken");
        fixture.scheduler.advance(Duration.ofMinutes(2));
        fixture.start(
                fixture.settings("main").build(), CallFixture.credentials("another secret"), new BuildOperations());
        fixture.last().grant("second-t0ken");
        fixture.scheduler.advance(Duration.ofSeconds(5));

        assertThat(state().tokenAges()).containsExactly(Duration.ofSeconds(125), Duration.ofSeconds(5));
        assertThat(state().toString()).doesNotContain("t0ken").doesNotContain("secret");

        fixture.scheduler.advance(Duration.ofHours(1));
        assertThat(state().tokenAges()).as("those that are still good").isEmpty();
    }
}
