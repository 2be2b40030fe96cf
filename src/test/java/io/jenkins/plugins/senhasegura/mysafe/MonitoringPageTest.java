package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/monitoring.md names the loggers and the threads that the sources have, and no others. */
class MonitoringPageTest {
    private static final Pattern LOGGER = Pattern.compile("Logger[.]getLogger\\((\\w+)[.]class[.]getName\\(\\)\\)");
    private static final Pattern FINE = Pattern.compile("Level[.]FINE\\b|LOGGER[.]fine\\(");
    private static final Pattern DOING =
            Pattern.compile("BlockingTask[.]at\\(\"([^\"]+?) ?\"|String WRITING = \"([^\"]+)\"");
    private static final Pattern THREAD = Pattern.compile(
            "(?:BlockingPool\\(scheduler, |daemons\\(|executor\\(|new Thread\\(.*)\"(mysafe-[a-z-]+?)-?\"");

    private static final Map<String, String> SOURCES = new TreeMap<>();
    private static String page;

    @BeforeAll
    static void read() throws IOException {
        Path root = Sources.root().resolve("src/main/java/io/jenkins/plugins/senhasegura/mysafe");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                String name = root.relativize(file).toString().replaceAll("[/\\\\]", ".");
                SOURCES.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
            }
        }
        page = Files.readString(Sources.root().resolve("docs/monitoring.md"));
    }

    private static String section(String title) {
        return page.substring(page.indexOf("\n## " + title)).split("\n## ")[1];
    }

    @Test
    void everyLoggerIsDocumentedWithWhatItSaysAtFine() {
        Map<String, Boolean> loggers = new TreeMap<>();
        SOURCES.forEach((name, source) -> LOGGER.matcher(source).results().forEach(logger -> {
            assertThat(name).endsWith("." + logger.group(1));
            loggers.put(name, FINE.matcher(source).find());
        }));
        Map<String, Boolean> documented = new TreeMap<>();
        Pattern.compile("(?m)^\\| `([A-Za-z.]+)` \\| .+ \\| (.+) \\|$")
                .matcher(section("Loggers"))
                .results()
                .forEach(row -> documented.put(row.group(1), !row.group(2).equals("–")));

        assertThat(loggers).hasSizeGreaterThan(20);
        assertThat(documented).isEqualTo(loggers);
        assertThat(SOURCES.values())
                .as("loggers that this test does not see")
                .noneMatch(source -> LOGGER.matcher(source).replaceAll("").contains("Logger.getLogger("));
    }

    @Test
    void everyThreadIsDocumentedWithWhatItMayBeAt() {
        String threads = section("Threads");
        assertThat(SOURCES.values().stream()
                        .flatMap(source -> DOING.matcher(source).results())
                        .map(doing -> doing.group(1) == null ? doing.group(2) : doing.group(1)))
                .hasSize(7)
                .allMatch(threads::contains);
        List<String> documented = Pattern.compile("(?m)^\\| `(mysafe-[a-z-]+?)(?:-N)?` \\|")
                .matcher(threads)
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(SOURCES.values().stream()
                        .flatMap(source -> THREAD.matcher(source).results())
                        .map(thread -> thread.group(1)))
                .hasSizeGreaterThan(8)
                .containsExactlyInAnyOrderElementsOf(documented);
    }
}
