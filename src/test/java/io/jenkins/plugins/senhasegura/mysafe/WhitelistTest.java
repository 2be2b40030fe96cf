package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.audit.BuildRecordsAction;
import io.jenkins.plugins.senhasegura.mysafe.audit.JobRecordsAction;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sandboxed Pipeline may read all of the result and of the failure, and call nothing else of ours. */
class WhitelistTest {
    static Stream<Method> readable() {
        return Stream.of(EnablePasswordResult.class, EnablePasswordException.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic());
    }

    @ParameterizedTest
    @MethodSource("readable")
    void propertyIsReadableWithoutApproval(Method property) {
        assertThat(property.isAnnotationPresent(Whitelisted.class)).isTrue();
        assertThat(property.getParameterCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                BuildRecordsAction.class,
                EnablePasswordBuilder.class,
                EnablePasswordStep.class,
                JobRecordsAction.class,
                OperationRecord.class
            })
    void nothingElseIs(Class<?> type) {
        assertThat(type.getDeclaredMethods()).noneMatch(method -> method.isAnnotationPresent(Whitelisted.class));
    }
}
