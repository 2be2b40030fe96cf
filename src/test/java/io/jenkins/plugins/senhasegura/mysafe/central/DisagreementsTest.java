package io.jenkins.plugins.senhasegura.mysafe.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plants one fault after the other in a declaration: each has to be found. */
class DisagreementsTest {

    @Test
    void whatSaysTheSameOrLessAgrees() {
        assertThat(Disagreements.between(Less.class, Real.class)).isEmpty();
        assertThat(Disagreements.between(Real.class, Real.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Abstract.class,
                AnotherConstant.class,
                AnotherException.class,
                AnotherParameter.class,
                AnotherReturnType.class,
                AnotherBound.class,
                Deprecation.class,
                ExtraField.class,
                ExtraMethod.class,
                ExtraSupertype.class,
                NotStatic.class,
                OtherGenerics.class,
                Varargs.class,
                VisibleConstructor.class
            })
    void aPlantedFaultIsFound(Class<?> declared) {
        assertThat(Disagreements.between(declared, Real.class)).hasSize(1);
    }

    @Test
    void annotationsAreComparedWithRetentionAndDefaults() {
        assertThat(Disagreements.between(Lost.class, Kept.class))
                .anyMatch(line -> line.contains("Retention"))
                .anyMatch(line -> line.contains("default value"));
    }

    @Test
    void enumsHaveTheSameConstants() {
        assertThat(Disagreements.between(Two.class, Three.class)).isNotEmpty();
    }

    /** Stands for the type as Jenkins has it. */
    public static class Real {
        public static final String CONSTANT = "a";

        protected Real(String argument) {}

        public static void action(List<String> list) throws IOException {}

        public <T extends Number> CharSequence ask(T number, String... more) {
            return "";
        }
    }

    public static class Less {
        Less() {}

        public <T extends Number> CharSequence ask(T number, String... more) {
            return "";
        }

        void ownBusiness() {}
    }

    public abstract static class Abstract {
        Abstract() {}
    }

    public static class AnotherConstant {
        public static final String CONSTANT = "b";

        AnotherConstant() {}
    }

    public static class AnotherException {
        AnotherException() {}

        public static void action(List<String> list) {}
    }

    public static class AnotherParameter {
        AnotherParameter() {}

        public static void action(Iterable<String> list) throws IOException {}
    }

    public static class AnotherReturnType {
        AnotherReturnType() {}

        public <T extends Number> String ask(T number, String... more) {
            return "";
        }
    }

    public static class AnotherBound {
        AnotherBound() {}

        public <T extends Number & Serializable> CharSequence ask(T number, String... more) {
            return "";
        }
    }

    public static class Deprecation {
        Deprecation() {}

        @Deprecated
        public static void action(List<String> list) throws IOException {}
    }

    public static class ExtraField {
        public static final String OTHER = "a";

        ExtraField() {}
    }

    public static class ExtraMethod {
        ExtraMethod() {}

        public void extra() {}
    }

    public static class ExtraSupertype implements Cloneable {
        ExtraSupertype() {}
    }

    public static class NotStatic {
        NotStatic() {}

        public void action(List<String> list) throws IOException {}
    }

    public static class OtherGenerics {
        OtherGenerics() {}

        public static void action(List<Integer> list) throws IOException {}
    }

    public static class Varargs {
        Varargs() {}

        public <T extends Number> CharSequence ask(T number, String[] more) {
            return "";
        }
    }

    public static class VisibleConstructor {
        public VisibleConstructor(String argument) {}
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Kept {
        String[] value() default {};
    }

    @interface Lost {
        String[] value() default {"x"};
    }

    enum Two {
        A,
        B
    }

    enum Three {
        A,
        B,
        C
    }
}
