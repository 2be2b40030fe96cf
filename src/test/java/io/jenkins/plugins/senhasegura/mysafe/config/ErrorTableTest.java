package io.jenkins.plugins.senhasegura.mysafe.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorTableTest {
    @Test
    void rowHasItsChoiceAndWhatComesOfItWithoutOne() {
        ErrorMapping others = ErrorMapping.of(List.of("BAD_REQUEST"), List.of("UNREACHABLE"), List.of("SERVER_ERROR"));
        assertThat(ErrorTable.rows(others, List.of("PASSWORD_NOT_FOUND"), null, List.of("UNREACHABLE")))
                .extracting(ErrorTable.Row::getName, ErrorTable.Row::getChoice, ErrorTable.Row::getDefaultResult)
                .hasSameSizeAs(Outcome.mappable())
                .contains(
                        tuple("PASSWORD_NOT_FOUND", "unstableOn", "FAILURE"),
                        tuple("BAD_REQUEST", "", "UNSTABLE"),
                        tuple("UNREACHABLE", "passOn", "FAILURE"),
                        tuple("SERVER_ERROR", "", "PASS"),
                        tuple("UNAVAILABLE", "", "UNSTABLE"));
        assertThat(ErrorTable.rows(ErrorMapping.ALL_FAIL, null, null, null))
                .extracting(ErrorTable.Row::getDefaultResult)
                .containsOnly("FAILURE");
    }
}
