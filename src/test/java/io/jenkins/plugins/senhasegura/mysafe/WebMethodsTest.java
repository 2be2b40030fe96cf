package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/**
 * Every method that the web can call asks for POST, or for GET where it is a download, and for a permission. What they then answer
 * to whom, only a Jenkins shows.
 */
class WebMethodsTest {
    private static final Set<String> CHECKS = Set.of("checkPermission", "hasPermission");

    /** What only hands out what its page shows is a link, and is reached by GET only. */
    private static final Set<String> DOWNLOADS = Set.of("doCsv", "doJsonl");

    static Stream<JavaMethod> webMethods() throws URISyntaxException {
        // Where the plugin's classes lie, and not the tests'.
        return new ClassFileImporter()
                        .importPath(Path.of(EnablePasswordResult.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI()))
                        .stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getName().matches("do[A-Z].*"))
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC));
    }

    @Test
    void thereAreSome() throws URISyntaxException {
        assertThat(webMethods().map(JavaMethod::getName)).contains("doTestConnection", "doCheckId", "doCheckUrl");
    }

    @ParameterizedTest
    @MethodSource("webMethods")
    void isReachedByPostOnly(JavaMethod method) {
        boolean download = DOWNLOADS.contains(method.getName());
        assertThat(method.isAnnotatedWith(POST.class)).isEqualTo(!download);
        assertThat(method.isAnnotatedWith(GET.class)).isEqualTo(download);
    }

    @ParameterizedTest
    @MethodSource("webMethods")
    void asksForAPermission(JavaMethod method) {
        assertThat(asks(method, new HashSet<>())).isTrue();
    }

    private static boolean asks(JavaCodeUnit unit, Set<JavaCodeUnit> seen) {
        return seen.add(unit)
                && unit.getAccessesFromSelf().stream()
                        .anyMatch(access -> CHECKS.contains(access.getName())
                                || isOurs(access.getTargetOwner())
                                        && access.getTarget()
                                                .resolveMember()
                                                .filter(JavaCodeUnit.class::isInstance)
                                                .map(JavaCodeUnit.class::cast)
                                                .filter(called -> asks(called, seen))
                                                .isPresent());
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(WebMethodsTest.class.getPackageName());
    }
}
