package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    // Near the end of the count, so that a comparison by "<" would be wrong.
    private static final long START = Long.MAX_VALUE - 1000;
    private static final long OPEN = CircuitBreaker.OPEN.toNanos();
    private static final CircuitBreaker.Permission PASS = CircuitBreaker.Permission.PASS;

    private final CircuitBreaker circuit = new CircuitBreaker();

    /** Before anything of a caller was sent. */
    private boolean fail(int times) {
        boolean opened = false;
        for (int i = 0; i < times; i++) {
            opened = circuit.recordFailure(PASS, "x", false, START);
        }
        return opened;
    }

    private boolean hangUp(String credential, int times) {
        boolean opened = false;
        for (int i = 0; i < times; i++) {
            opened = circuit.recordFailure(PASS, credential, true, START);
        }
        return opened;
    }

    private void open() {
        assertThat(fail(CircuitBreaker.FAILURES_TO_OPEN - 1)).isFalse();
        assertThat(fail(1)).isTrue();
    }

    private boolean isRefused(String credential, long time) {
        CircuitBreaker.Permission permission = circuit.tryAcquire(credential, false, time);
        circuit.release(permission, credential);
        return permission.isRefused();
    }

    private CircuitBreaker.Permission probe(String credential, long time) {
        CircuitBreaker.Permission permission = circuit.tryAcquire(credential, false, time);
        assertThat(permission.isRefused()).isFalse();
        assertThat(permission.probesServer() || permission.probesCredential()).isTrue();
        return permission;
    }

    private void assertOpenFrom(String credential, long time) {
        assertThat(isRefused(credential, time)).isTrue();
        assertThat(isRefused(credential, time + OPEN - 1)).isTrue();
        assertThat(isRefused(credential, time + OPEN)).isFalse();
    }

    @Test
    void opensAfterSeveralCallsInARowWithoutAResponse() {
        assertThat(circuit.tryAcquire("x", false, START)).isEqualTo(PASS);
        open();
        assertOpenFrom("x", START);
        assertOpenFrom("y", START);
    }

    @Test
    void aResponseBetweenThemBeginsTheRowAnew() {
        for (int round = 0; round < 3; round++) {
            assertThat(fail(CircuitBreaker.FAILURES_TO_OPEN - 1)).isFalse();
            assertThat(hangUp("x", CircuitBreaker.FAILURES_TO_OPEN - 1)).isFalse();
            assertThat(circuit.isPristine()).isFalse();
            circuit.recordSuccess("x");
        }
        assertThat(circuit.isPristine()).isTrue();
    }

    @Test
    void callsThatWereUnderWayWhenItOpenedDoNotKeepItOpen() {
        open();
        for (int i = 0; i < CircuitBreaker.FAILURES_TO_OPEN; i++) {
            assertThat(circuit.recordFailure(PASS, "x", false, START + OPEN / 2))
                    .isFalse();
        }
        assertThat(isRefused("x", START + OPEN)).isFalse();
    }

    @Test
    void letsOneProbeThroughAtATime() {
        open();
        CircuitBreaker.Permission probe = probe("x", START + OPEN);
        assertThat(isRefused("y", START + OPEN)).isTrue();
        assertThat(isRefused("y", START + 10 * OPEN)).isTrue();
        circuit.release(PASS, "x");
        assertThat(isRefused("y", START + OPEN)).isTrue();
        circuit.release(probe, "x");
        probe("y", START + OPEN);
    }

    @Test
    void closesWhenTheProbeIsAnswered() {
        open();
        probe("x", START + OPEN);
        circuit.recordSuccess("x");
        assertThat(circuit.tryAcquire("x", false, START + OPEN)).isEqualTo(PASS);
        assertThat(circuit.tryAcquire("y", false, START + OPEN)).isEqualTo(PASS);
    }

    @Test
    void opensAgainWhenTheProbeIsNot() {
        open();
        CircuitBreaker.Permission probe = probe("x", START + OPEN);
        assertThat(circuit.recordFailure(probe, "x", false, START + OPEN + 5)).isTrue();
        assertOpenFrom("y", START + OPEN + 5);
    }

    @Test
    void hangUpsOnOneCredentialRefuseItsOwnCallsAlone() {
        assertThat(hangUp("bad", CircuitBreaker.FAILURES_TO_OPEN - 1)).isFalse();
        assertThat(hangUp("bad", 1)).isTrue();
        assertOpenFrom("bad", START);
        assertThat(circuit.tryAcquire("good", false, START)).isEqualTo(PASS);
        circuit.recordSuccess("good");
        assertThat(isRefused("bad", START))
                .as("whatever the server answers to others")
                .isTrue();
        assertThat(hangUp("other", 1)).as("one of those between is not many").isFalse();
        circuit.recordSuccess("bad");
        circuit.recordSuccess("other");
        assertThat(circuit.isPristine()).isTrue();
    }

    @Test
    void hangUpsOnTwoCredentialsRefuseEverybody() {
        assertThat(hangUp("bad", 1000)).isFalse();
        assertThat(hangUp("other", 1)).isTrue();
        assertOpenFrom("good", START);
    }

    @Test
    void theHangUpsThatOpenedItAreNotCountedAgainWithThatOfTheProbe() {
        hangUp("bad", CircuitBreaker.FAILURES_TO_OPEN);
        assertThat(hangUp("other", 1)).isTrue();
        CircuitBreaker.Permission third = probe("third", START + OPEN);
        assertThat(circuit.recordFailure(third, "third", true, START + OPEN)).isTrue();
        assertThat(isRefused("third", START + OPEN)).isTrue();
        assertThat(isRefused("good", START + OPEN)).isFalse();
    }

    @Test
    void aCredentialsOwnProbeDecidesForItAlone() {
        hangUp("bad", CircuitBreaker.FAILURES_TO_OPEN);
        CircuitBreaker.Permission probe = probe("bad", START + OPEN);
        assertThat(isRefused("bad", START + OPEN)).as("one at a time").isTrue();
        assertThat(circuit.recordFailure(probe, "bad", true, START + OPEN)).isTrue();
        assertOpenFrom("bad", START + OPEN);
        assertThat(circuit.tryAcquire("good", false, START + OPEN)).isEqualTo(PASS);
    }

    @Test
    void whatIsNobodysDoingCountsBesideWhatMayBe() {
        hangUp("bad", 100);
        assertThat(fail(CircuitBreaker.FAILURES_TO_OPEN - 1)).isFalse();
        assertThat(fail(1)).isTrue();
    }

    @Test
    void aProbeThatSuffersFromItsOwnCredentialKeepsItShutForNobodyElse() {
        open();
        CircuitBreaker.Permission bad = probe("bad", START + OPEN);
        assertThat(circuit.recordFailure(bad, "bad", true, START + OPEN)).isTrue();
        assertThat(isRefused("bad", START + OPEN)).as("the next is another's").isTrue();
        assertThat(isRefused("good", START + OPEN)).isFalse();
        assertThat(isRefused("bad", START + 2 * OPEN)).as("but not for ever").isFalse();
        CircuitBreaker.Permission good = probe("good", START + 2 * OPEN);
        assertThat(circuit.recordFailure(good, "good", true, START + 2 * OPEN)).isTrue();
        assertOpenFrom("third", START + 2 * OPEN);
    }

    @Test
    void whenTheServerIsBackAllAreLetIn() {
        hangUp("one", CircuitBreaker.FAILURES_TO_OPEN);
        fail(CircuitBreaker.FAILURES_TO_OPEN);
        probe("two", START + OPEN);
        circuit.recordSuccess("two");
        assertThat(circuit.tryAcquire("one", false, START + OPEN)).isEqualTo(PASS);
        assertThat(circuit.isPristine()).isTrue();
    }
}
