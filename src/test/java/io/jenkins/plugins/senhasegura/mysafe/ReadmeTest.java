package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.api.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the README against the product: its examples are the ones that tests run, its outcome table is the code's. */
class ReadmeTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```(?:groovy|yaml)\\n(.*?)^```$");

    private final String readme = read(Sources.root().resolve("README.md"));

    @Test
    void everyExampleIsAFileThatTestsRun() throws IOException {
        List<String> tested;
        try (Stream<Path> files = Files.list(Sources.root().resolve("docs/examples"))) {
            tested = files.map(ReadmeTest::read).toList();
        }
        Matcher example = EXAMPLE.matcher(readme);
        int examples = 0;
        while (example.find()) {
            assertThat(tested).contains(example.group(1));
            examples++;
        }
        assertThat(examples).isEqualTo(tested.size());
    }

    @Test
    void outcomeTableHasEveryOutcomeWithItsDefaultResult() {
        for (Outcome outcome : Outcome.values()) {
            assertThat(readme)
                    .containsPattern("(?m)^\\| `" + outcome + "` \\| .* \\| (?:–|no|yes.*|once.*) \\| "
                            + outcome.defaultResult() + " \\|$");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }
}
