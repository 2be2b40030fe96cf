package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.audit.BuildRecordsAction;
import io.jenkins.plugins.senhasegura.mysafe.audit.JobRecordsAction;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.step.AbstractMySafeStep;
import io.jenkins.plugins.senhasegura.mysafe.step.AbstractPasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.AbstractPasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordStep;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sandboxed Pipeline may read all of the result and of the failure, and call nothing else of ours. */
class WhitelistTest {
    static Stream<Method> readable() {
        return Stream.of(OperationProperties.class, EnablePasswordResult.class, EnablePasswordException.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                // Where they come from; a script has no use for it.
                .filter(method -> !method.getName().equals("value"));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void propertyIsReadableWithoutApproval(Method property) {
        assertThat(property.isAnnotationPresent(Whitelisted.class)).isTrue();
        assertThat(property.getParameterCount()).isZero();
    }

    @Test
    void everyPropertyOfTheResultIsReadable() throws Exception {
        OperationResult activation = new OperationResult(
                Operation.DISABLE,
                "10",
                Outcome.SERVER_ERROR,
                500,
                "1009",
                "said",
                RequestKind.API,
                AnsweredBy.GATEWAY,
                3,
                1234,
                "main",
                "7f3a");
        EnablePasswordResult result = new EnablePasswordResult(activation.asMap());

        Map<String, Object> read = new LinkedHashMap<>();
        for (Method property : OperationProperties.class.getMethods()) {
            if (property.isAnnotationPresent(Whitelisted.class)) {
                read.put(
                        Introspector.decapitalize(property.getName().replaceFirst("^(get|is)", "")),
                        property.invoke(result));
            }
        }

        assertThat(read).containsExactlyInAnyOrderEntriesOf(activation.asMap());
        assertThat(new EnablePasswordException(result).getMessage())
                .isEqualTo("Password 10 was not disabled: SERVER_ERROR, said");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                BuildRecordsAction.class,
                AbstractMySafeStep.class,
                AbstractPasswordBuilder.class,
                AbstractPasswordStep.class,
                EnablePasswordBuilder.class,
                EnablePasswordStep.class,
                JobRecordsAction.class,
                OperationRecord.class
            })
    void nothingElseIs(Class<?> type) {
        assertThat(type.getDeclaredMethods()).noneMatch(method -> method.isAnnotationPresent(Whitelisted.class));
    }
}
