package io.jenkins.plugins.senhasegura.mysafe.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract's table of outcomes: its columns "tried again" and "default result", and the vendor's key terms. */
class OutcomeTest {
    @ParameterizedTest
    @CsvSource({
        "ACTIVATED, false, SUCCESS",
        "ALREADY_ACTIVE, false, SUCCESS",
        "PASSWORD_NOT_FOUND, false, FAILURE",
        "ACCESS_DENIED, false, FAILURE",
        "BAD_REQUEST, false, FAILURE",
        "NOT_AUTHENTICATED, false, FAILURE",
        "SERVER_ERROR, true, UNSTABLE",
        "UPSTREAM_INVALID_RESPONSE, true, UNSTABLE",
        "UPSTREAM_TIMEOUT, true, UNSTABLE",
        "UNAVAILABLE, true, UNSTABLE",
        "RATE_LIMITED, true, UNSTABLE",
        "UNREACHABLE, true, UNSTABLE",
        "TLS_FAILURE, false, FAILURE",
        "UNEXPECTED_RESPONSE, false, FAILURE",
        "CONFIGURATION, false, FAILURE"
    })
    void rowOfTheTable(Outcome outcome, boolean retried, BuildResult result) {
        assertThat(outcome.isRetried()).isEqualTo(retried);
        assertThat(outcome.defaultResult()).isEqualTo(result);
        assertThat(outcome.isSuccess()).isEqualTo(result == BuildResult.SUCCESS);
        assertThat(ErrorMapping.NONE.resultOf(outcome)).isEqualTo(result);
    }

    @Test
    void thereAreNoOthers() {
        assertThat(Outcome.values()).hasSize(20);
        assertThat(Outcome.mappable())
                .hasSize(13)
                .noneMatch(Outcome::isSuccess)
                .doesNotContain(Outcome.CONFIGURATION, Outcome.NOT_PERMITTED, Outcome.ABORTED);
    }
}
