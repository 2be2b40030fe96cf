package io.jenkins.plugins.senhasegura.mysafe.central;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Central mode declares no more of Jenkins than the plugin links to, so that little has to be held to the real thing. */
class UnusedTest {
    private static final Path DECLARATIONS = Sources.root().resolve("target/central/jenkins-api/classes");
    private static final Path PLUGIN = Sources.root().resolve("target/central/plugin/classes");

    private static String text(String folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(Sources.root().resolve(folder))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @Test
    void everyDeclarationIsNeededByThePlugin() throws IOException {
        String sources = text("src/main/java") + text("src/central/processor");
        assertThat(Unused.in(DECLARATIONS, PLUGIN, sources, text("src/demo"))).isEmpty();
    }

    @Test
    void whatOnlyItselfNeedsIsFound() throws IOException {
        // The plugin's classes stand for declarations that no plugin needs: all but those that the other half uses.
        assertThat(Unused.in(PLUGIN, DECLARATIONS, "", "")).hasSizeGreaterThan(50);
    }
}
