package io.jenkins.plugins.senhasegura.mysafe.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Jenkinsfile may give, before it is bound. */
class StepArgumentsTest {
    private static Map<String, Object> read(Map<String, Object> arguments) {
        return StepArguments.normalised(Operation.DISABLE, arguments);
    }

    private static EnablePasswordException refused(Object id) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("id", id);
        return catchThrowableOfType(EnablePasswordException.class, () -> read(arguments));
    }

    static Stream<Object> tens() {
        return Stream.of(
                10,
                10L,
                (short) 10,
                (byte) 10,
                BigInteger.TEN,
                "10",
                " 10\n",
                new StringBuilder("10"),
                new BigDecimal("10"),
                new BigDecimal("10.0"),
                new BigDecimal("1e1"));
    }

    @ParameterizedTest
    @MethodSource("tens")
    void integralIdIsTaken(Object ten) {
        assertThat(read(Map.of("id", ten))).containsExactly(Map.entry("id", 10L));
        assertThat(read(Map.of(UninstantiatedDescribable.ANONYMOUS_KEY, ten)))
                .containsExactly(Map.entry(UninstantiatedDescribable.ANONYMOUS_KEY, 10L));
    }

    static Stream<Object> bad() {
        return Stream.of(
                0,
                -1L,
                true,
                10d,
                10f,
                List.of(10),
                new BigInteger("9223372036854775808"),
                new BigDecimal("1.5"),
                new BigDecimal("0.0"),
                // Written out, either would fill the memory.
                new BigDecimal("1e999999999"),
                new BigDecimal("1e-999999999"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void anythingElseIsRefused(Object id) {
        EnablePasswordException refused = refused(id);

        assertThat(refused.getOutcome()).isEqualTo("CONFIGURATION");
        assertThat(refused.getOperation()).isEqualTo("DISABLE");
        assertThat(refused.getMessage())
                .startsWith("Password ")
                .contains(
                        " was not disabled: CONFIGURATION, id: ", " is not a password identifier. Give a whole number");
    }

    /** The Pipeline keeps it with the build, and nobody can tell at this point what the console masks. */
    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "0815", "-4711", "12 34"})
    void textThatIsNoIdIsNotQuoted(String secret) throws Exception {
        EnablePasswordException refused = refused(secret);

        String said = "not a number, " + secret.length() + " characters";
        assertThat(refused.getId()).isEqualTo(said);
        assertThat(refused.getMessage())
                .startsWith(
                        "Password " + said + " was not disabled: CONFIGURATION, id: (" + said + ") is not a password");
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        new ObjectOutputStream(kept).writeObject(refused);
        assertThat(kept.toString(StandardCharsets.ISO_8859_1)).doesNotContain(secret);
    }

    @Test
    void missingIdIsSaidToBeMissing() {
        for (Object none : Arrays.asList(null, "", " ")) {
            assertThat(refused(none).getMessage()).contains("CONFIGURATION, id: is missing. Give the identifier");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unstableOn", "failOn", "passOn"})
    void oneNameIsAListAndNullIsNone(String list) {
        Map<String, Object> arguments = new HashMap<>(Map.of("id", 10, list, "SERVER_ERROR"));
        assertThat(read(arguments)).containsEntry(list, List.of("SERVER_ERROR"));

        arguments.put(list, List.of("SERVER_ERROR", "UNREACHABLE"));
        assertThat(read(arguments)).containsEntry(list, List.of("SERVER_ERROR", "UNREACHABLE"));

        arguments.put(list, null);
        assertThat(read(arguments)).doesNotContainKey(list);
    }
}
