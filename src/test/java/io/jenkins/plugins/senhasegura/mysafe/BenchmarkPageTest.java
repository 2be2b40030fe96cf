package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The figures that the README shows are those that {@code bin/benchmark} has written, and no others. */
class BenchmarkPageTest {
    private static final String PAGE = "docs/benchmark.md";
    private static final Pattern FIGURE = Pattern.compile("[0-9](?:[0-9,.]*[0-9])?");

    private static List<String> lines(String page) throws IOException {
        return Files.readAllLines(Sources.root().resolve(page));
    }

    /** The rows of the table above which the page links to the benchmark's. */
    private static List<String> rows(String page) throws IOException {
        List<String> lines = lines(page);
        int link = lines.stream()
                .filter(line -> line.contains("](" + PAGE + ")"))
                .mapToInt(lines::indexOf)
                .findFirst()
                .orElseThrow();
        return lines.subList(link, lines.size()).stream()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }

    private static List<String> figures(String row) {
        return FIGURE.matcher(row).results().map(MatchResult::group).toList();
    }

    @Test
    void readmeShowsFourRowsOfTheBenchmark() throws IOException {
        assertThat(rows("README.md")).hasSize(4);
        assertThat(lines(PAGE)).containsAll(rows("README.md"));
    }

    @Test
    void translatedReadmeShowsTheSameFigures() throws IOException {
        List<String> translated = rows("README.pt_BR.md");

        assertThat(translated.stream().map(BenchmarkPageTest::figures).toList())
                .isEqualTo(rows("README.md").stream()
                        .map(BenchmarkPageTest::figures)
                        .toList());
        assertThat(translated).doesNotContainAnyElementsOf(rows("README.md"));
    }

    /** What is not reached must be explained where it is shown. */
    @Test
    void whatIsNotReachedIsExplained() throws IOException {
        List<String> missed =
                lines(PAGE).stream().filter(line -> line.endsWith("| **NO** |")).toList();
        if (!missed.isEmpty()) {
            assertThat(lines(PAGE)).contains("## What is not reached, and why");
        }
    }
}
