package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.central.Disagreements;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Central mode cannot drift: its declarations of Jenkins' types agree with the real types, and what it packages is what
 * the real build packages. {@code bin/verify} builds both and says so with the property.
 */
@EnabledIfSystemProperty(named = "mysafe.central", matches = "built", disabledReason = "bin/verify builds Central mode")
class CentralModeAgreesTest {

    private static final Path CENTRAL = Path.of("target", "central");
    private static final Path CENTRAL_CLASSES = CENTRAL.resolve("plugin/classes");
    private static final Path DECLARATIONS = CENTRAL.resolve("jenkins-api/classes");
    private static final Path REAL_CLASSES = Path.of("target", "classes");

    @Test
    void everyDeclarationAgreesWithTheRealType() throws Exception {
        List<String> disagreements = new ArrayList<>();
        List<String> names = files(DECLARATIONS, ".class");
        try (Declarations declarations = new Declarations(DECLARATIONS)) {
            for (String file : names) {
                String name = file.replace(".class", "").replace('/', '.');
                Class<?> declared = Class.forName(name, false, declarations);
                if (Modifier.isPublic(declared.getModifiers()) && !declared.isAnonymousClass()) {
                    disagreements.addAll(Disagreements.between(declared, Class.forName(name)));
                }
            }
        }
        assertThat(names).isNotEmpty();
        assertThat(disagreements).isEmpty();
    }

    @Test
    void bothBuildsHoldTheSameClassesIndexesAndResources() throws IOException {
        List<String> files = files(REAL_CLASSES, "");
        List<String> central = files(CENTRAL_CLASSES, "");
        assertThat(central).containsAll(files);
        assertThat(central.stream().filter(not(files::contains)).filter(not(CentralModeAgreesTest::namesParameters)))
                .isEmpty();
        assertThat(files.stream()
                        .filter(not(CentralModeAgreesTest::isGenerated))
                        .filter(file -> !sameBytes(file)))
                .isEmpty();
    }

    @Test
    void generatedMessagesHaveTheSameMethods() throws Exception {
        for (String file : files(REAL_CLASSES, "Messages.class")) {
            String name = file.replace(".class", "").replace('/', '.');
            try (Declarations central = new Declarations(CENTRAL_CLASSES)) {
                assertThat(methods(Class.forName(name, false, central))).isEqualTo(methods(Class.forName(name)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Artifact-Id",
                "Group-Id",
                "Hudson-Version",
                "Jenkins-Version",
                "Long-Name",
                "Plugin-Dependencies",
                "Plugin-License-Name",
                "Plugin-License-Url",
                "Short-Name",
                "Support-Dynamic-Loading",
                "Url"
            })
    void bothManifestsSayTheSame(String attribute) throws IOException {
        Attributes central = manifest(CENTRAL.resolve("plugin/manifest/META-INF/MANIFEST.MF"));
        // Written for tests that start a Jenkins, from what the hpi's manifest is written from.
        Attributes real = manifest(Path.of("target", "test-classes", "the.hpl"));
        assertThat(central.getValue(attribute)).isEqualTo(real.getValue(attribute));
    }

    /** The order of its methods and its line numbers are the generator's own. */
    private static boolean isGenerated(String file) {
        return file.endsWith("/Messages.class");
    }

    /**
     * The parameters of a web method. Where two classes have such a method of one name, Stapler's own processor writes
     * the file for one of them, whichever comes first; the names are in the class files as well.
     */
    private static boolean namesParameters(String file) {
        return file.matches(".*/do[A-Z]\\w*\\.stapler");
    }

    private static boolean sameBytes(String file) {
        try {
            return Files.mismatch(REAL_CLASSES.resolve(file), CENTRAL_CLASSES.resolve(file)) < 0;
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }

    private static List<String> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> methods(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .map(Method::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Attributes manifest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new Manifest(in).getMainAttributes();
        }
    }

    /** Prefers the classes of one folder to those of the same name that the tests run with. */
    private static final class Declarations extends URLClassLoader {

        Declarations(Path folder) throws IOException {
            super(new URL[] {folder.toUri().toURL()}, CentralModeAgreesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (findResource(name.replace('.', '/') + ".class") == null) {
                    return super.loadClass(name, resolve);
                }
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }
}
