package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import io.jenkins.plugins.senhasegura.mysafe.testing.Translations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that people read is there in English, Brazilian Portuguese and Spanish, none of it left behind. */
class LanguagesTest {
    private static final Path RESOURCES = Sources.root().resolve("src/main/resources");
    private static final String OURS = "io/jenkins/plugins/senhasegura/mysafe/";
    private static final String TEXTS = OURS + "client/text/Texts";
    private static final String HELP = OURS + "step/AbstractPasswordStep/help-id";

    @TempDir
    private Path copy;

    @Test
    void everyKeyIsTranslatedAndNoneIsLeftOver() throws IOException {
        assertThat(Translations.problems(RESOURCES)).isEmpty();
    }

    /** As Jenkins' own pages in these languages say it in one place and in another, we say it in all places alike. */
    @ParameterizedTest
    @CsvSource({"_es, trabajos?|tarea|compilaci[oó]n|ejecuci[oó]n", "_pt_BR, tarefas?|construç|compilaç"})
    void jobsAndBuildsHaveOneWordInALanguage(String language, String others) throws IOException {
        Pattern other = Pattern.compile("\\b(" + others + ")", Pattern.CASE_INSENSITIVE);
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            List<Path> files = all.filter(
                            file -> file.getFileName().toString().matches(".*" + language + "[.](properties|html)"))
                    .toList();
            assertThat(files)
                    .hasSizeGreaterThan(20)
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .as(file.toString())
                            .doesNotContainPattern(other));
        }
    }

    /** What the first test is for: each of these mistakes in a copy of the resources is found, and said with its file. */
    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsFound(String file, UnaryOperator<String> mistake, String problem) throws IOException {
        Path broken = copy.resolve(file);
        String right = Files.readString(broken);
        String wrong = mistake.apply(right);
        assertThat(wrong).isNotEqualTo(right);

        if (wrong == null) {
            Files.delete(broken);
        } else {
            Files.writeString(broken, wrong);
        }

        assertThat(Translations.problems(copy)).singleElement().isEqualTo(file + ": " + problem);
    }

    @Test
    void translationOfNothingIsFound() throws IOException {
        Files.delete(copy.resolve(HELP + ".html"));

        assertThat(Translations.problems(copy))
                .containsExactly(HELP + "_es.html: translates nothing", HELP + "_pt_BR.html: translates nothing");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("a missing key", TEXTS + "_es.properties", without("report.cause"), "has no [report.cause]"),
                mistake("a stale key", TEXTS + "_pt_BR.properties", text -> text + "\nold=velho\n", "still has [old]"),
                mistake("a missing file", TEXTS + "_es.properties", text -> null, "is not there"),
                mistake(
                        "a missing placeholder",
                        TEXTS + "_pt_BR.properties",
                        replacing("report.attempts={0}", "report.attempts=3"),
                        "report.attempts has other placeholders"),
                mistake(
                        "another placeholder",
                        TEXTS + "_es.properties",
                        replacing("report.attempts={0}", "report.attempts={1}"),
                        "report.attempts has other placeholders"),
                mistake(
                        "a text that was not translated",
                        TEXTS + "_es.properties",
                        replacing("outcome.ACTIVATED.meaning=activada", "outcome.ACTIVATED.meaning=activated"),
                        "outcome.ACTIVATED.meaning is still English"),
                mistake(
                        "a single apostrophe",
                        TEXTS + "_es.properties",
                        replacing("outcome.ACTIVATED.meaning=activada", "outcome.ACTIVATED.meaning=activ'ada"),
                        "outcome.ACTIVATED.meaning has an apostrophe that is not doubled"),
                mistake(
                        "a name that was translated",
                        TEXTS + "_pt_BR.properties",
                        replacing(
                                "Compare o Client ID e o Client Secret com a chave",
                                "Compare o ID do cliente e o Client Secret com a chave"),
                        "advice.token.solution has other names or quotes"),
                mistake(
                        "a lost full stop",
                        OURS + "Messages_pt_BR.properties",
                        replacing("está sendo encerrado.", "está sendo encerrado"),
                        "AbstractPasswordBuilder.stopped ends in another way"),
                mistake(
                        "a lost indentation",
                        TEXTS + "_es.properties",
                        replacing("report.cause=\\  ", "report.cause="),
                        "report.cause is indented in another way"),
                mistake("a missing help page", HELP + "_pt_BR.html", text -> null, "is not there"),
                mistake(
                        "a help page with other code",
                        HELP + "_es.html",
                        replacing("<code>10</code>", "<code>diez</code>"),
                        "has other code"),
                mistake(
                        "a help page that is English in part",
                        HELP + "_pt_BR.html",
                        replacing("um número inteiro a partir de 1, por exemplo", "a whole number from 1 on, such as"),
                        "is still English in part: [a whole number from 1 on, such as]"));
    }

    private static Arguments mistake(String name, String file, UnaryOperator<String> mistake, String problem) {
        return argumentSet(name, file, mistake, problem);
    }

    private static UnaryOperator<String> replacing(String right, String wrong) {
        return text -> text.replace(right, wrong);
    }

    private static UnaryOperator<String> without(String key) {
        return text -> text.replaceAll("(?m)^" + key + "=.*\n", "");
    }

    @BeforeEach
    void copyResources() throws IOException {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            for (Path file : all.toList()) {
                Path target = copy.resolve(RESOURCES.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
