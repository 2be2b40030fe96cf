package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jvnet.hudson.test.JenkinsRule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the programs in {@code src/browser}, which open the pages of a started Jenkins in Chromium. */
final class Browser {
    /** The system property that names the browser; {@code bin/verify} and {@code bin/screenshots} set it. */
    static final String PROPERTY = "mysafe.browser";

    private static final Path PROGRAMS = Path.of("src/browser").toAbsolutePath();
    private static final long MINUTES = 14;

    private Browser() {}

    /** A folder for what such a program writes. */
    static Path folder() throws IOException {
        return Files.createDirectories(Path.of("target/browser").toAbsolutePath());
    }

    /** Runs a program to its end; what it said is in the failure when it fails. */
    static String node(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile(folder(), "node", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(PROGRAMS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("MYSAFE_BROWSER", path());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as("%s ends", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("%s:\n%s", command, Files.readString(said))
                .isZero();
        return Files.readString(said);
    }

    /**
     * Runs a program that opens pages of a Jenkins and writes a report.
     *
     * @param name of the report's file
     * @param more of its arguments
     */
    static JsonNode report(String program, JenkinsRule jenkins, String name, String... more) throws Exception {
        Path file = folder().resolve(name);
        List<String> arguments =
                new ArrayList<>(List.of(program, "--url", jenkins.getURL().toString()));
        arguments.addAll(List.of("--browser", path(), "--report", file.toString()));
        arguments.addAll(List.of(more));
        node(arguments.toArray(String[]::new));
        return JsonMapper.shared().readTree(file);
    }

    static String path() {
        return System.getProperty(PROPERTY);
    }
}
