package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.plugins.senhasegura.mysafe.testing.FrozenStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
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
