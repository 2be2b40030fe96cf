package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.api.Outcome;
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
                        .resolve("src/main/resources/io/jenkins/plugins/senhasegura/mysafe/api/Texts.properties"))
                .replaceAll("\\{[0-9]}", "…");
        String messages = read(
                Sources.root().resolve("src/main/resources/io/jenkins/plugins/senhasegura/mysafe/Messages.properties"));
        String servers = read(Sources.root().resolve("docs/faults.md"))
                + read(Sources.root().resolve("docs/messages.md"));
        try (Stream<Path> files = Files.list(Sources.root().resolve("src/demo/wiremock/mappings"))) {
            servers += files.map(DocumentationTest::read).reduce("", String::concat);
        }
        String said = (texts + messages + servers).toLowerCase(Locale.ROOT);
        List<String> quotations = Pattern.compile("(?m)^\\| ([^|]*\"[^|]*) \\|")
                .matcher(read(Sources.root().resolve("docs/troubleshooting.md")))
                .results()
                .flatMap(row ->
                        Pattern.compile("\"([^\"]+)\"").matcher(row.group(1)).results())
                .map(quotation -> quotation.group(1).toLowerCase(Locale.ROOT))
                .toList();

        assertThat(quotations).hasSizeGreaterThan(20);
        for (String quotation : quotations) {
            for (String part : quotation.split(" ?… ?|[0-9.]+ s$|[0-9]+ s$")) {
                // The name of the field stands before the text.
                String words = part.strip().replaceFirst("[.]$|^(server|credentialsid|id):$", "");
                assertThat(said.contains(words))
                        .as("somebody says \"%s\"", words)
                        .isTrue();
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

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
