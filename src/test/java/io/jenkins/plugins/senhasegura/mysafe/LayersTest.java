package io.jenkins.plugins.senhasegura.mysafe;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rooms are layers: no class knows one of a room above its own. docs/architecture.md draws them. */
class LayersTest {
    private static final String ROOT = LayersTest.class.getPackageName();

    /** From the bottom up; "" is what a Pipeline may name: the result and the exception. */
    private static final List<String> ROOMS = List.of(
            "client.text",
            "client.concurrent",
            "client.model",
            "client.http",
            "client.response",
            "client.operations",
            "client.diagnosis",
            "client",
            "config",
            "audit",
            "window",
            "",
            "build",
            "step",
            "monitoring");

    /** In lines. */
    private static final int LONGEST_CLASS = 250;

    private static JavaClasses plugin;

    @BeforeAll
    static void read() throws URISyntaxException {
        plugin = new ClassFileImporter()
                .importPath(Path.of(PasswordOperations.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
    }

    private static String roomOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).replaceFirst("^\\.", "");
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT);
    }

    @Test
    void everyClassHasARoomAndEveryRoomAClass() {
        assertThat(plugin.stream()
                        .filter(LayersTest::isOurs)
                        .map(LayersTest::roomOf)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(ROOMS);
    }

    @Test
    void noClassKnowsOneOfARoomAboveItsOwn() {
        List<String> upwards = new ArrayList<>();
        for (JavaClass type : plugin) {
            int room = ROOMS.indexOf(roomOf(type));
            type.getDirectDependenciesFromSelf().stream()
                    .filter(dependency -> isOurs(dependency.getTargetClass()))
                    .filter(dependency -> ROOMS.indexOf(roomOf(dependency.getTargetClass())) > room)
                    .forEach(dependency -> upwards.add(dependency.getDescription()));
        }
        assertThat(upwards).isEmpty();
    }

    /** The core of the windows stands beside settings and audit, and needs neither. */
    @Test
    void windowsKnowNeitherSettingsNorAudit() {
        Set<String> known = new TreeSet<>();
        plugin.stream()
                .filter(type -> roomOf(type).equals("window"))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .filter(LayersTest::isOurs)
                .forEach(type -> known.add(roomOf(type)));
        assertThat(known).containsExactly("client.concurrent", "client.model", "window");
    }

    @Test
    void noClassIsTooLongToBeReadAtOnce() throws IOException {
        try (Stream<Path> files = Files.walk(Sources.root().resolve("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThan(LONGEST_CLASS);
            }
        }
    }

    @Test
    void roomsAreFreeOfCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(plugin);
    }
}
