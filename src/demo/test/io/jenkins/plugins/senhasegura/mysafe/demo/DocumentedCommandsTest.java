package io.jenkins.plugins.senhasegura.mysafe.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command lines that the documentation shows, run as a reader would run them, but in this process. */
class DocumentedCommandsTest {
    private static final Path ROOT = Places.ofThisRun().root();
    private static final Pattern ONCE =
            Pattern.compile("(?m)^((?:MYSAFE_CLIENT_(?:ID|SECRET)=\\S+ )*)bin/demo (--once [^#\\n]+?)(?: *#.*)?$");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `bin/demo (--once [^`]+)` \\| `([A-Z_`, ]+)` \\| ([0-9]) \\|$");

    private static List<String> pages() throws IOException {
        return List.of(
                Files.readString(ROOT.resolve("README.md")),
                Files.readString(ROOT.resolve("README.pt_BR.md")),
                Files.readString(ROOT.resolve("src/demo/README.md")));
    }

    static List<List<String>> rows() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (MatchResult row : ROW.matcher(pages().get(0)).results().toList()) {
            rows.add(List.of(row.group(1), row.group(2), row.group(3)));
        }
        assertThat(rows).hasSize(19);
        return rows;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void rowOfTheReadmeHasItsOutcomeAndExitStatus(List<String> row) {
        CommandLine.Ran ran = CommandLine.run(row.get(0).split(" "));

        assertThat(ran.outcomes()).containsExactly((Object[]) row.get(1).split("`, `"));
        assertThat(ran.exitStatus()).isEqualTo(Integer.parseInt(row.get(2)));
    }

    static List<String> lines() throws IOException {
        return pages().stream()
                .flatMap(page -> ONCE.matcher(page).results())
                .map(line -> line.group(1) + line.group(2))
                .distinct()
                .toList();
    }

    /** Against the simulated server, or, where the line names a server of the reader's own, against nobody. */
    @ParameterizedTest
    @MethodSource("lines")
    void commandIsUnderstood(String line) {
        Map<String, String> environment = new LinkedHashMap<>(Map.of("MYSAFE_CLIENT_ID", "jenkins"));
        List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
        while (words.get(0).contains("=")) {
            String[] variable = words.remove(0).split("=");
            environment.put(variable[0], variable[1]);
        }
        environment.putIfAbsent("MYSAFE_CLIENT_SECRET", Simulator.CLIENT_SECRET);
        words.replaceAll(word -> word.replace("https://senhasegura.example.com/", "https://localhost:1/")
                .replaceFirst("^(target/demo/ca|company-ca)[.]pem$", certificate()));

        CommandLine.Ran ran = CommandLine.run(environment, words.toArray(String[]::new));

        assertThat(ran.exitStatus()).as(ran.log()).isIn(0, 1, 2);
        assertThat(ran.outcomes()).isNotEmpty();
    }

    private static String certificate() {
        return Places.ofThisRun().certificate().toString().replace("\\", "\\\\");
    }

    @Test
    void jsonIsWhatOncePrints() throws IOException {
        String printed = CommandLine.run("--once", "10").out();

        assertThat(printed.replaceFirst("\"durationMillis\":[0-9]+", "\"durationMillis\":432"))
                .isEqualTo(Files.readString(ROOT.resolve("docs/examples/once.json")));
    }

    /** Run where there is a curl; else its syntax is checked. */
    @Test
    void curlDoesByHandWhatTheStepDoes() throws Exception {
        boolean curl = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
        try (Simulator simulator = Simulator.start(Places.ofThisRun(), 0, 0)) {
            String script = Files.readString(ROOT.resolve("docs/examples/before-curl.sh"))
                    .replace("https://senhasegura.example.com/", simulator.url());
            ProcessBuilder shell = new ProcessBuilder("bash", curl ? "-c" : "-nc", script).redirectErrorStream(true);
            shell.environment().put("MYSAFE_CLIENT_ID", Simulator.CLIENT_ID);
            shell.environment().put("MYSAFE_CLIENT_SECRET", Simulator.CLIENT_SECRET);
            Process ran = shell.start();
            String said = new String(ran.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(ran.waitFor()).as(said).isZero();
            assertThat(said).contains(curl ? "Password successfully activated" : "");
        }
    }
}
