package io.jenkins.plugins.senhasegura.mysafe.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordException;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowOptions;
import io.jenkins.plugins.senhasegura.mysafe.window.WhenFoundActive;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowArgumentsTest {
    @Test
    void everyKindOfIdentifierBecomesTheOneThatBinds() {
        assertThat(WindowArguments.normalised(Map.of("id", "10"))).containsEntry("id", 10L);
        assertThat(WindowArguments.normalised(Map.of("ids", List.of(10, "11", new StringBuilder("12")))))
                .containsEntry("ids", List.of(10L, 11L, 12L));
        assertThat(WindowArguments.normalised(Map.of("ids", "10,11".split(","))))
                .containsEntry("ids", List.of(10L, 11L));
        assertThat(WindowArguments.normalised(Map.of("id", 10, "passOn", "SERVER_ERROR")))
                .containsEntry("passOn", List.of("SERVER_ERROR"));
    }

    static Stream<Map<String, Object>> bad() {
        return Stream.of(
                Map.of(),
                Map.of("id", 10, "ids", List.of(11)),
                Map.of("id", 0),
                Map.of("ids", List.of()),
                Map.of("ids", 10),
                Map.of("ids", List.of(10, "10")),
                Map.of("ids", Arrays.asList(10, null)),
                Map.of("ids", LongStream.rangeClosed(1, 1001).boxed().toList()),
                Map.of("id", 10, "whenFoundActive", "x"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badOnesAreToldBeforeAnythingIsSent(Map<String, Object> arguments) {
        assertThatThrownBy(() -> WindowArguments.normalised(arguments))
                .isInstanceOfSatisfying(
                        EnablePasswordException.class,
                        failure -> assertThat(failure.getOutcome()).isEqualTo("CONFIGURATION"));
    }

    @Test
    void whatIsNoArgumentOfOursIsNotQuoted() {
        assertThatThrownBy(() -> WindowArguments.normalised(Map.of("id", 10, "whenFoundActive", "s3cret")))
                .hasMessageContaining("whenFoundActive")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10,11", " 10 , 11 ", "10 11", "10\n11"})
    void formReadsSeveral(String text) {
        assertThat(WindowOptions.parse(text)).containsExactly(10L, 11L);
    }

    @Test
    void defaultKeepsWhatWasActive() {
        assertThat(WindowOptions.whenFoundActive(null)).isEqualTo(WhenFoundActive.KEEP);
    }
}
