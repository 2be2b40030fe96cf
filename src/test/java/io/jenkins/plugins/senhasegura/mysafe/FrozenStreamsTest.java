package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.plugins.senhasegura.mysafe.build.OperationOptions;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowOptions;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowPlace;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.step.BlockEnd;
import io.jenkins.plugins.senhasegura.mysafe.step.PasswordExecution;
import io.jenkins.plugins.senhasegura.mysafe.step.WindowBlockEnd;
import io.jenkins.plugins.senhasegura.mysafe.step.WindowCause;
import io.jenkins.plugins.senhasegura.mysafe.step.WithPasswordExecution;
import io.jenkins.plugins.senhasegura.mysafe.testing.FrozenStream;
import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import io.jenkins.plugins.senhasegura.mysafe.window.LeaseFile;
import io.jenkins.plugins.senhasegura.mysafe.window.WhenFoundActive;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a running Pipeline has saved with one version of the plugin is read by the next: a stream of each class that can
 * be in there was frozen when the class came to be.
 */
class FrozenStreamsTest {
    static Stream<Class<?>> serialisable() throws URISyntaxException {
        // Where the plugin's classes lie, and not the tests'.
        return new ClassFileImporter()
                        .importPath(Path.of(EnablePasswordResult.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI()))
                        .stream()
                        .filter(type -> type.isAssignableTo(Serializable.class))
                        .filter(type -> !type.isAnonymousClass() && !type.isInterface())
                        // Enumerations are written by their names.
                        .filter(type -> !type.isEnum() && !type.isAssignableTo(Enum.class))
                        .sorted(Comparator.comparing(JavaClass::getName))
                        .map(JavaClass::reflect);
    }

    /** Writes those of the step anew with {@code -Dmysafe.write=true}. */
    @BeforeAll
    static void writeAnew() throws Exception {
        if (!Boolean.getBoolean("mysafe.write")) {
            return;
        }
        Path folder = Sources.root().resolve("src/test/resources/io/jenkins/plugins/senhasegura/mysafe/frozen");
        OperationOptions options = new OperationOptions(
                Operation.DISABLE,
                "10",
                "production",
                "mysafe-api",
                new String[] {"PASSWORD_NOT_FOUND"},
                new String[] {"UNREACHABLE", "UNAVAILABLE"},
                new String[] {"SERVER_ERROR"});
        FrozenStream.write(folder, options);
        FrozenStream.write(folder, new PasswordExecution(options, null));
        FrozenStream.write(
                folder, result(Operation.ENABLE, Outcome.ACTIVATED, 200, null, "Password successfully activated"));
        EnablePasswordException failure = new EnablePasswordException(
                result(Operation.DISABLE, Outcome.PASSWORD_NOT_FOUND, 400, "1005", "1005: Password not found"));
        failure.setStackTrace(new StackTraceElement[0]);
        FrozenStream.write(folder, failure);
        writeWindowsAnew(folder);
    }

    private static void writeWindowsAnew(Path folder) throws Exception {
        WindowOptions options = new WindowOptions(
                List.of(10L, 11L),
                "production",
                "mysafe-api",
                new String[] {"PASSWORD_NOT_FOUND"},
                new String[] {"UNREACHABLE"},
                new String[] {"SERVER_ERROR"},
                WhenFoundActive.DISABLE);
        FrozenStream.write(folder, options);
        FrozenStream.write(
                folder, new WindowPlace(new MySafeServer("production", "https://mysafe.example/"), "mysafe-api"));
        WithPasswordExecution execution = new WithPasswordExecution(options, null);
        FrozenStream.write(folder, execution);
        FrozenStream.write(folder, new WindowBlockEnd(execution));
        FrozenStream.write(folder, new BlockEnd(List.of("of the block", 7), null));
        FrozenStream.write(
                folder,
                new WindowCause(result(Operation.ENABLE, Outcome.SERVER_ERROR, 500, null, "Unexpected error.")));
        for (String type : List.of("NewerFormat", "Unreadable")) {
            Constructor<?> made = Class.forName(LeaseFile.class.getPackageName() + ".LeaseJson$" + type)
                    .getDeclaredConstructors()[0];
            made.setAccessible(true);
            Throwable thrown =
                    (Throwable) (made.getParameterCount() == 0 ? made.newInstance() : made.newInstance("no JSON"));
            thrown.setStackTrace(new StackTraceElement[0]);
            FrozenStream.write(folder, thrown);
        }
    }

    private static EnablePasswordResult result(
            Operation operation, Outcome outcome, int status, String errorCode, String message) {
        return new EnablePasswordResult(new OperationResult(
                        operation,
                        "10",
                        outcome,
                        status,
                        errorCode,
                        message,
                        RequestKind.API,
                        AnsweredBy.SENHASEGURA,
                        1,
                        67,
                        "production",
                        "5e9a0c20")
                .asMap());
    }

    @Test
    void resultAndFailureOfTheStepAreAmongThem() throws URISyntaxException {
        assertThat(serialisable()).contains(EnablePasswordResult.class, EnablePasswordException.class);
    }

    @ParameterizedTest
    @MethodSource("serialisable")
    void classSaysWhichVersionOfItselfItIs(Class<?> type) throws Exception {
        int modifiers = type.getDeclaredField("serialVersionUID").getModifiers();
        assertThat(Modifier.isStatic(modifiers) && Modifier.isFinal(modifiers)).isTrue();
        assertThat(ObjectStreamClass.lookup(type).getSerialVersionUID()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("serialisable")
    void frozenStreamIsReadWithAllThatItHolds(Class<?> type) throws Exception {
        FrozenStream frozen = FrozenStream.of(type.getName());
        assertThat(frozen).as("a frozen stream of " + type).isNotNull();

        Object read = frozen.read();

        assertThat(read).isExactlyInstanceOf(type);
        // What a later version adds is not in there.
        assertThat(FrozenStream.fieldsOf(read)).containsAll(frozen.fields());
    }
}
