package io.jenkins.plugins.senhasegura.mysafe.client.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreeScanner;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.ParsedSources;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The client's words: every key that the sources use is there, none is there for nothing, and all can be formatted. */
class TextsTest {
    private static final Set<String> LITERALS = new TreeSet<>();
    private static final Set<String> USED = new TreeSet<>();
    private static final Properties ENGLISH = new Properties();

    static {
        try (InputStream in = Texts.class.getResourceAsStream("Texts.properties")) {
            ENGLISH.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Only where they are asked for: it takes longer than all the other tests. */
    private static void readSources() throws IOException {
        for (CompilationUnitTree unit : ParsedSources.main()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitLiteral(LiteralTree literal, Void nothing) {
                    if (literal.getValue() instanceof String text) {
                        LITERALS.add(text);
                        if (text.matches("(log|lookup|circuit|failure|report|setting|outcome)\\.[A-Za-z.]+[A-Za-z]")) {
                            USED.add(text);
                        }
                    }
                    return null;
                }

                @Override
                public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                    if (call.getMethodSelect().toString().matches("(.*[.])?texts[.]text")) {
                        add("", call.getArguments().get(0));
                    }
                    return super.visitMethodInvocation(call, nothing);
                }

                @Override
                public Void visitNewClass(NewClassTree creation, Void nothing) {
                    String type = creation.getIdentifier().toString();
                    if (type.equals("SettingException")) {
                        add("setting.", creation.getArguments().get(2));
                    } else if (type.equals("ExchangeException")) {
                        add("failure.", creation.getArguments().get(1));
                    }
                    return super.visitNewClass(creation, nothing);
                }
            }.scan(unit, null);
        }
    }

    private static void add(String prefix, ExpressionTree key) {
        if (key instanceof LiteralTree literal) {
            USED.add(prefix + literal.getValue());
        }
    }

    @Test
    void everyKeyThatIsUsedIsThere() throws IOException {
        readSources();
        assertThat(USED).hasSizeGreaterThan(50);
        assertThat(ENGLISH.stringPropertyNames()).containsAll(USED);
    }

    @Test
    void noKeyIsThereForNothing() throws IOException {
        readSources();
        assertThat(ENGLISH.stringPropertyNames())
                .filteredOn(
                        key -> !key.matches(
                                "(monitor|operation|outcome|advice|hint|report[.](result|said|request)|test[.](kind|status|NAME|CONNECTION))[.].*"))
                .allMatch(key -> LITERALS.contains(key) || LITERALS.contains(key.replaceFirst("^[a-z]+\\.", "")));
    }

    @ParameterizedTest
    @EnumSource
    void everyOutcomeHasItsWords(Outcome outcome) {
        assertThat(ENGLISH.stringPropertyNames()).contains("outcome." + outcome + ".meaning");
    }

    @ParameterizedTest
    @EnumSource
    void everyResultHasItsWords(BuildResult result) {
        assertThat(ENGLISH.stringPropertyNames()).contains("report.result." + result);
    }

    static List<String> keys() {
        return ENGLISH.stringPropertyNames().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyTextCanBeFormattedAndLeavesNothingOpen(String key) {
        String text = Texts.in(Locale.ENGLISH).text(key, "zero", "one", "two", "three", "four");
        assertThat(text).isNotBlank().doesNotContain("{", "}", "''").isEqualTo(text.replaceAll("\\s+$", ""));
    }

    /** Translations have no keys of their own, and their placeholders are those of the English text. */
    @Test
    void translationsAgreeWithEnglish() throws IOException {
        Path folder = ParsedSources.resources().resolve("io/jenkins/plugins/senhasegura/mysafe/client/text");
        List<Path> translations;
        try (Stream<Path> files = Files.list(folder)) {
            translations = files.filter(file -> file.getFileName().toString().matches("Texts_.+[.]properties"))
                    .toList();
        }
        for (Path file : translations) {
            Properties translated = new Properties();
            try (Reader in = Files.newBufferedReader(file)) {
                translated.load(in);
            }
            assertThat(translated.stringPropertyNames())
                    .as(file.toString())
                    .containsExactlyInAnyOrderElementsOf(ENGLISH.stringPropertyNames());
            translated.forEach((key, text) -> assertThat(placeholders((String) text))
                    .as("%s in %s", key, file)
                    .isEqualTo(placeholders(ENGLISH.getProperty((String) key))));
        }
    }

    private static Set<Integer> placeholders(String pattern) {
        Set<Integer> found = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            Object[] arguments = {"-", "-", "-", "-", "-"};
            arguments[i] = "§";
            if (new MessageFormat(pattern, Locale.ROOT).format(arguments).contains("§")) {
                found.add(i);
            }
        }
        return found;
    }

    @Test
    void unknownLanguageIsAnsweredInEnglishWhateverTheSystemSpeaks() {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("pt-BR"));
            assertThat(Texts.in(Locale.forLanguageTag("tlh")).text("outcome.ACTIVATED.meaning"))
                    .isEqualTo("activated");
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void numbersAreNotGrouped() {
        assertThat(Texts.in(Locale.ENGLISH).text("report.attempts", 123456)).isEqualTo("123456 attempts");
    }

    @Test
    void argumentIsNoPattern() {
        assertThat(Texts.in(Locale.ENGLISH).text("report.said", "{1} ''")).isEqualTo("  The response said: \"{1} ''\"");
    }

    @Test
    void missingKeyIsAnErrorInTheProgram() {
        Texts texts = Texts.in(Locale.ENGLISH);
        assertThatThrownBy(() -> texts.text("no.such.key")).isInstanceOf(MissingResourceException.class);
    }
}
