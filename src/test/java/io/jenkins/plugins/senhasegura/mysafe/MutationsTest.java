package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The planted faults of {@code bin/mutations} do not rot: each still applies and names tests that are there. */
class MutationsTest {
    private static final Pattern FILE = Pattern.compile("(?ms)^--- a/(\\S+)\\n\\+\\+\\+ b/\\1\\n(.*?)(?=^diff |\\z)");
    private static final Pattern HUNK = Pattern.compile("(?ms)^@@ [^\\n]*\\n((?:[ +-][^\\n]*\\n|\\n)*)");

    static List<Path> patches() throws IOException {
        try (Stream<Path> files = Files.list(Sources.root().resolve("src/test/mutations"))) {
            return files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreSome() throws IOException {
        assertThat(patches()).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("patches")
    void patchStillApplies(Path patch) throws IOException {
        List<MatchResult> files =
                FILE.matcher(Files.readString(patch)).results().toList();
        assertThat(files).isNotEmpty();
        for (MatchResult file : files) {
            String source = Files.readString(Sources.root().resolve(file.group(1)));
            List<String> hunks = HUNK.matcher(file.group(2))
                    .results()
                    .map(hunk -> before(hunk.group(1)))
                    .toList();
            assertThat(hunks).isNotEmpty();
            assertThat(source).contains(hunks);
        }
    }

    /** The lines that a hunk stands on: those that stay and those that go. */
    private static String before(String hunk) {
        return hunk.lines()
                .filter(line -> !line.startsWith("+"))
                .map(line -> line.isEmpty() ? line : line.substring(1))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @ParameterizedTest
    @MethodSource("patches")
    void patchSaysWhatItBreaksAndWhichTestsNotice(Path patch) throws IOException {
        String text = Files.readString(patch);
        assertThat(text).containsPattern("(?m)^Mutation: \\S.*$");
        String tests = field("Tests", text);
        for (String test : tests.split(",")) {
            String[] parts = test.split("#");
            String source = source(parts[0]);
            if (parts.length == 2) {
                for (String method : parts[1].split("\\+")) {
                    assertThat(source).containsPattern("\\b" + method.replace("*", "\\w*") + "\\(");
                }
            }
        }
    }

    private static String field(String name, String text) {
        return Pattern.compile("(?m)^" + name + ": (\\S+)$")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(Sources.root().resolve("src/test/java"))) {
            Path file = files.filter(path -> path.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(test + " is not there"));
            return Files.readString(file);
        }
    }
}
