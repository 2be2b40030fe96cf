package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.kohsuke.accmod.Restricted;

/** Nothing of ours uses what Jenkins keeps for itself; the real build's access-modifier checker asks the same. */
class RestrictedApiTest {

    private static final String OURS = RestrictedApiTest.class.getPackageName();

    @Test
    void noRestrictedTypeOrMemberOfOthersIsUsed() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(OURS);
        assertThat(classes.stream()
                        .flatMap(javaClass -> javaClass.getAccessesFromSelf().stream())
                        .filter(RestrictedApiTest::isForbidden))
                .isEmpty();
        assertThat(classes.stream()
                        .flatMap(javaClass -> javaClass.getDirectDependenciesFromSelf().stream())
                        .filter(dependency -> isForbidden(dependency.getTargetClass())))
                .isEmpty();
    }

    private static boolean isForbidden(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        return !isOurs(target.getOwner()) && target.isAnnotatedWith(Restricted.class);
    }

    private static boolean isForbidden(JavaClass type) {
        return !isOurs(type) && type.isAnnotatedWith(Restricted.class);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(OURS);
    }
}
