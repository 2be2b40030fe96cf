package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.api.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the documentation against the product: examples are files that tests run, links lead somewhere. */
class DocumentationTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```(?:groovy|yaml)\\n(.*?)^```$");
    private static final Pattern PROMISE =
            Pattern.compile("(?m)^\\| ([a-z-]+) \\| .+ \\| `([A-Za-z]+)#([A-Za-z0-9]+)` \\|$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Sources.root().resolve("docs"));
                Stream<Path> top = Files.list(Sources.root())) {
            return Stream.concat(docs, top).filter(file -> file.toString().endsWith(".md")).toList().stream();
        }
    }

    @Test
    void everyExampleIsAFileThatTestsRunAndEveryFileIsShown() throws IOException {
        Set<String> shown = pages().flatMap(
                        page -> EXAMPLE.matcher(read(page)).results().map(match -> match.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.walk(Sources.root().resolve("docs/examples"))) {
            List<String> run = files.filter(Files::isRegularFile)
                    .map(DocumentationTest::read)
                    .toList();

            assertThat(shown).containsExactlyInAnyOrderElementsOf(run);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkInsideTheProjectLeadsSomewhere(Path page) {
        for (MatchResult link : LINK.matcher(read(page)).results().toList()) {
            String target = link.group(1);
            if (target.startsWith("https://") || target.startsWith("mailto:")) {
                continue;
            }
            String[] parts = target.split("#", 2);
            Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
            assertThat(file).as("%s links to %s", page.getFileName(), target).exists();
            if (parts.length == 2) {
                assertThat(anchors(file))
                        .as("%s links to %s", page.getFileName(), target)
                        .contains(parts[1]);
            }
        }
    }

    @Test
    void outcomeTableOfTheReadmeHasEveryOutcomeWithItsDefaultResult() {
        String readme = read(Sources.root().resolve("README.md"));
        for (Outcome outcome : Outcome.values()) {
            assertThat(readme)
                    .containsPattern("(?m)^\\| `" + outcome + "` \\| .* \\| (?:–|no|yes.*|once.*) \\| "
                            + outcome.defaultResult() + " \\|$");
        }
    }

    @Test
    void everyPromiseHasAnIdOfItsOwnAndATestThatIsThere() throws IOException {
        List<MatchResult> rows = PROMISE.matcher(read(Sources.root().resolve("docs/verified.md")))
                .results()
                .toList();

        assertThat(rows).hasSizeGreaterThan(60);
        assertThat(rows.stream().map(row -> row.group(1))).doesNotHaveDuplicates();
        Map<String, Path> tests = testClasses();
        for (MatchResult row : rows) {
            assertThat(tests).as(row.group(1)).containsKey(row.group(2));
            assertThat(read(tests.get(row.group(2)))).as(row.group()).containsPattern("\\b" + row.group(3) + "\\(");
        }
    }

    private static Map<String, Path> testClasses() throws IOException {
        try (Stream<Path> files = Files.walk(Sources.root().resolve("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), file -> file));
        }
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path page) {
        return HEADING.matcher(read(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
