package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that people read is there in English, Brazilian Portuguese and Spanish, none of it left behind. */
class LanguagesTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final List<String> LANGUAGES = List.of("pt_BR", "es");
    private static final Pattern TRANSLATION = Pattern.compile("(.+)_(pt_BR|es)([.](properties|html))");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[0-9]}");
    private static final Pattern CODE = Pattern.compile("<code>(.*?)</code>", Pattern.DOTALL);

    /** Names, and words that are the same in another language. */
    private static final Set<String> SAME = Set.of(
            "senhasegura MySafe", "senhasegura MySafe: {0}", "URL", "Access Token URL", "API", "TLS", "Build", "Error");

    private static List<Path> files(String pattern) throws IOException {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            return all.filter(file -> file.getFileName().toString().matches(pattern)
                            && !TRANSLATION
                                    .matcher(file.getFileName().toString())
                                    .matches())
                    .sorted()
                    .toList();
        }
    }

    static List<Path> properties() throws IOException {
        return files(".+[.]properties");
    }

    static List<Path> helpPages() throws IOException {
        return files("help.*[.]html");
    }

    private static Path in(String language, Path english) {
        String name = english.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return english.resolveSibling(name.substring(0, dot) + "_" + language + name.substring(dot));
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        // As core 2.541 and Java's own bundles read them.
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static List<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(result -> result.group()).sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("properties")
    void everyKeyIsTranslatedAndNoneIsLeftOver(Path english) throws IOException {
        Properties original = load(english);
        for (String language : LANGUAGES) {
            Path file = in(language, english);
            assertThat(file).exists();
            Properties translated = load(file);
            assertThat(new TreeSet<>(translated.stringPropertyNames()))
                    .as(file.toString())
                    .isEqualTo(new TreeSet<>(original.stringPropertyNames()));
            for (String key : original.stringPropertyNames()) {
                String from = original.getProperty(key);
                String to = translated.getProperty(key);
                assertThat(found(PLACEHOLDER, to))
                        .as("placeholders of %s in %s", key, file)
                        .isEqualTo(found(PLACEHOLDER, from));
                assertThat(from.equals(to) && !SAME.contains(from))
                        .as("%s in %s is still English: %s", key, file, to)
                        .isFalse();
                assertThat(to.replace("''", ""))
                        .as("an apostrophe of %s in %s that is not doubled", key, file)
                        .doesNotContain("'");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("helpPages")
    void everyHelpPageIsTranslated(Path english) throws IOException {
        String original = Files.readString(english);
        for (String language : LANGUAGES) {
            Path file = in(language, english);
            assertThat(file).exists();
            String translated = Files.readString(file);
            assertThat(translated).as(file.toString()).isNotEqualTo(original).startsWith("<div>");
            assertThat(found(CODE, translated.replace("producao", "production").replace("produccion", "production")))
                    .as("code in %s", file)
                    .isEqualTo(found(CODE, original));
        }
    }

    @Test
    void noTranslationIsWithoutItsOriginal() throws IOException {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            assertThat(all.map(Path::toString).toList()).allSatisfy(file -> {
                Matcher translation = TRANSLATION.matcher(file);
                if (translation.matches()) {
                    assertThat(Path.of(translation.group(1) + translation.group(3)))
                            .exists();
                }
            });
        }
    }
}
