package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.Markdown;
import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every block of code of every page is run by some test. Pipelines, Job DSL, configuration as code and JSON are files of
 * {@code docs/examples}, which {@code ExamplesTest} and {@code FirstStepsTest} run in a Jenkins and
 * {@code DocumentedExamplesTest} in Central mode; what a log says is part of {@code docs/messages.md}, which
 * {@code MessagesPageTest} writes; commands are checked here, and {@code DocumentedCommandsTest} runs those of
 * {@code bin/demo --once}.
 */
class CodeBlocksTest {
    private static final Path EXAMPLES = Sources.root().resolve("docs/examples");

    /** What may be said to Maven: goals, phases and options of the project's own build. */
    private static final Pattern MAVEN = Pattern.compile(
            "mvn( (-f src/central/pom.xml|-N|test|hpi:run|spotless:apply|-Dtest=[A-Za-z]+|-Dmysafe.write=true))+");

    private static final Pattern VARIABLES = Pattern.compile("export( MYSAFE_CLIENT_(ID|SECRET)=\\S+)+");
    private static final Pattern COMMAND =
            Pattern.compile("(?:MYSAFE_CLIENT_(?:ID|SECRET)=\\S+ )*(bin/[a-z]+)((?: \\S+)*)");

    static List<Markdown.Block> blocks() throws IOException {
        List<Markdown.Block> blocks = new ArrayList<>();
        Markdown.all().forEach(page -> blocks.addAll(page.blocks()));
        assertThat(blocks).hasSizeGreaterThan(60);
        return blocks;
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void blockIsRunByATest(Markdown.Block block) throws IOException {
        switch (block.language()) {
            case "groovy" -> assertThat(examples("Jenkinsfile", "groovy")).contains(block.code());
            case "yaml" -> assertThat(examples("yaml")).contains(block.code());
            case "json" -> assertThat(examples("json")).contains(block.code());
            case "text" -> assertThat(messages()).contains(block.code().stripTrailing());
            case "shell" -> {
                if (!examples("sh").contains(block.code())) {
                    block.code().lines().forEach(CodeBlocksTest::assertKnown);
                }
            }
            default ->
                assertThat(block).as("a block in a language that no test runs").isNull();
        }
    }

    @Test
    void everyExampleIsShown() throws IOException {
        Set<String> shown = blocks().stream().map(Markdown.Block::code).collect(Collectors.toSet());
        assertThat(examples("Jenkinsfile", "groovy", "yaml", "json", "sh")).isSubsetOf(shown);
    }

    /** No fence is left open, and none hides in a list or a quotation where it would not be found. */
    @Test
    void everyFenceBelongsToABlock() throws IOException {
        for (Markdown page : Markdown.all()) {
            long fences =
                    page.text().lines().filter(line -> line.contains("```")).count();
            assertThat(page.blocks()).as(page.toString()).hasSize((int) fences / 2);
            assertThat(fences % 2).as(page.toString()).isZero();
        }
    }

    private static Set<String> examples(String... endings) throws IOException {
        Set<String> examples = new TreeSet<>();
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (Set.of(endings).contains(name.substring(name.lastIndexOf('.') + 1))) {
                    examples.add(Files.readString(file));
                }
            }
        }
        return examples;
    }

    private static String messages() throws IOException {
        return Files.readString(Sources.root().resolve("docs/messages.md"));
    }

    private static void assertKnown(String line) {
        String command = line.replaceAll(" +#.*$", "").strip();
        if (command.isEmpty() || VARIABLES.matcher(command).matches()) {
            return;
        }
        if (command.startsWith("mvn ")) {
            assertThat(command).matches(MAVEN);
            return;
        }
        var parts = COMMAND.matcher(command);
        assertThat(parts.matches()).as("a known command: %s", line).isTrue();
        Path program = Sources.root().resolve(parts.group(1));
        assertThat(program).isExecutable();
        for (String word : parts.group(2).strip().split(" ")) {
            if (word.startsWith("-")) {
                assertThat(usage(program)).as("%s explains %s", program, word).contains(word.split("=")[0]);
            }
        }
    }

    /** What the program prints for {@code --help}: the text between the marks. */
    private static String usage(Path program) {
        try {
            String source = Files.readString(program);
            int start = source.indexOf("Usage: ");
            assertThat(start).as("%s explains itself", program).isPositive();
            return source.substring(start, source.indexOf("\nEOF", start));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
