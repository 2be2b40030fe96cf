package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.Markdown;
import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private static final Pattern PROMISE =
            Pattern.compile("(?m)^\\| ([a-z-]+) \\| .+ \\| `([A-Za-z]+)#([A-Za-z0-9]+)` \\|$");
    private static final Pattern OUTCOME = Pattern.compile("`([A-Z_]+)`");
    private static final Pattern QUOTATION = Pattern.compile("\"([^\"]+)\"");
    /** Whom pages may lead to; no test asks the network. */
    private static final Set<String> HOSTS = Set.of(
            "github.com",
            "www.jenkins.io",
            "plugins.jenkins.io",
            "docs.senhasegura.io",
            "img.shields.io",
            "ci.jenkins.io");

    static List<Markdown> pages() throws IOException {
        return Markdown.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Markdown page) throws Exception {
        for (String target : page.links()) {
            if (target.contains(":")) {
                URI address = new URI(target);
                assertThat(address.getScheme()).as(target).isEqualTo("https");
                assertThat(HOSTS).as("%s leads to %s", page, target).contains(address.getHost());
                continue;
            }
            String[] parts = target.split("#", 2);
            Path file = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
            assertThat(file.normalize()).as("%s leads to %s", page, target).exists();
            assertThat(file.normalize()).startsWith(Sources.root());
            if (parts.length == 2) {
                assertThat(Markdown.of(file).anchors())
                        .as("%s leads to %s", page, target)
                        .contains(parts[1]);
            }
        }
    }

    /** Two headings of one name would have one anchor. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyHeadingOfAPageIsItsOwn(Markdown page) {
        assertThat(page.anchors()).doesNotHaveDuplicates();
    }

    @Test
    void everyPageOfTheDocumentationIsReachedFromTheReadme() throws IOException {
        Set<Path> reached = new TreeSet<>();
        reach(Sources.root().resolve("README.md"), reached);
        try (Stream<Path> docs = Files.list(Sources.root().resolve("docs"))) {
            assertThat(docs.filter(file -> file.toString().endsWith(".md"))).isSubsetOf(reached);
        }
    }

    private static void reach(Path page, Set<Path> reached) throws IOException {
        if (!reached.add(page)) {
            return;
        }
        for (String link : Markdown.of(page).links()) {
            Path next = page.resolveSibling(link.split("#")[0].replaceFirst("^.*:.*", ""))
                    .normalize();
            if (next.toString().endsWith(".md")) {
                reach(next, reached);
            }
        }
    }

    /** Whoever searches a page for what the log says has to find it: each quotation is one of our texts or the server's. */
    @Test
    void troubleshootingQuotesWhatIsSaid() throws IOException {
        String texts = read(Sources.root()
                        .resolve(
                                "src/main/resources/io/jenkins/plugins/senhasegura/mysafe/client/text/Texts.properties"))
                .replaceAll("\\{[0-9]}", "…");
        String messages = read(
                Sources.root().resolve("src/main/resources/io/jenkins/plugins/senhasegura/mysafe/Messages.properties"));
        String servers = read(Sources.root().resolve("docs/faults.md"))
                + read(Sources.root().resolve("docs/messages.md"));
        try (Stream<Path> files = Files.list(Sources.root().resolve("src/demo/wiremock/mappings"))) {
            servers += files.map(DocumentationTest::read).reduce("", String::concat);
        }
        try (Stream<Path> sources = Files.walk(Sources.root().resolve("src/main/java"))) {
            servers += sources.filter(file -> file.getFileName().toString().matches("KnownSentences[.]java"))
                    .map(DocumentationTest::read)
                    .collect(Collectors.joining());
        }
        String said = (texts + messages + servers).toLowerCase(Locale.ROOT);
        List<String> quotations = Pattern.compile("(?m)^\\| ([^|]*\"[^|]*) \\|")
                .matcher(read(Sources.root().resolve("docs/troubleshooting.md")))
                .results()
                .flatMap(row -> QUOTATION.matcher(row.group(1)).results())
                .map(quotation -> quotation.group(1).toLowerCase(Locale.ROOT))
                .toList();

        assertThat(quotations).hasSizeGreaterThan(20);
        for (String quotation : quotations) {
            for (String part : quotation.split(" ?… ?|[0-9.]+ s$|[0-9]+ s$")) {
                // The name of the field stands before the text.
                String words = part.strip().replaceFirst("[.]$|^(server|credentialsid|id):( |$)", "");
                assertThat(said.contains(words))
                        .as("somebody says \"%s\"", words)
                        .isTrue();
            }
        }
    }

    /** A row under the wrong heading or outcome sends its reader to mend what is not broken. */
    @Test
    void troubleshootingAgreesWithTheOutcomes() {
        String page = read(Sources.root().resolve("docs/troubleshooting.md"));
        Map<String, Set<Outcome>> told = new TreeMap<>();
        for (String section : page.split("\n(?=## )")) {
            for (MatchResult row : Pattern.compile("(?m)^\\| (`[A-Z_]+`.*?) \\|")
                    .matcher(section)
                    .results()
                    .toList()) {
                Set<Outcome> outcomes = OUTCOME.matcher(row.group(1))
                        .results()
                        .map(name -> Outcome.valueOf(name.group(1)))
                        .collect(Collectors.toSet());
                String expected = section.startsWith("## Passing trouble") ? "UNSTABLE" : "FAILURE";
                assertThat(outcomes)
                        .as(row.group())
                        .isNotEmpty()
                        .allSatisfy(
                                outcome -> assertThat(outcome.defaultResult()).hasToString(expected));
                QUOTATION
                        .matcher(row.group(1))
                        .results()
                        .forEach(quotation -> told.computeIfAbsent(quotation.group(1), words -> new TreeSet<>())
                                .addAll(outcomes));
            }
        }
        assertThat(told).hasSizeGreaterThan(30);

        Map<String, Set<Outcome>> seen = new TreeMap<>();
        for (String line : read(Sources.root().resolve("docs/faults.md")).split("\n")) {
            String[] cells = line.split(" [|] ");
            if (cells.length < 7 || !OUTCOME.matcher("`" + cells[1] + "`").matches()) {
                continue;
            }
            Outcome outcome = Outcome.valueOf(cells[1]);
            told.keySet().stream()
                    .filter(words -> line.contains(words) && outcome.defaultResult() != BuildResult.SUCCESS)
                    .forEach(words ->
                            seen.computeIfAbsent(words, same -> new TreeSet<>()).add(outcome));
        }
        assertThat(seen).hasSizeGreaterThan(10);
        seen.forEach((words, outcomes) ->
                assertThat(told.get(words)).as("outcomes of \"%s\"", words).containsAll(outcomes));
    }

    @Test
    void outcomeTableOfTheReadmeHasEveryOutcomeWithItsDefaultResult() {
        String readme = read(Sources.root().resolve("README.md"));
        for (Outcome outcome : Outcome.values()) {
            // What was stopped has the result that its stop gives it.
            String result = outcome == Outcome.ABORTED
                    ? "ABORTED"
                    : outcome.defaultResult().name();
            assertThat(readme)
                    .containsPattern(
                            "(?m)^\\| `" + outcome + "` \\| .* \\| (?:–|no|yes.*|once.*) \\| " + result + " \\|$");
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

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
