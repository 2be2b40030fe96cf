package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.senhasegura.mysafe.audit.AuditFuzz;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PemFuzz;
import io.jenkins.plugins.senhasegura.mysafe.client.response.ApiResponseFuzz;
import io.jenkins.plugins.senhasegura.mysafe.client.response.RetryAfterFuzz;
import io.jenkins.plugins.senhasegura.mysafe.client.response.TokenResponseFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What {@code bin/fuzz} begins with and has found keeps its promises, and so do thousands of texts that differ a little. */
class FuzzCorpusTest {
    private static final Path CORPUS = Path.of("src", "test", "fuzz");
    private static final int CHANGES = 50;

    private static final Map<String, Consumer<byte[]>> TARGETS = Map.of(
            "ApiResponseFuzz", ApiResponseFuzz::fuzzerTestOneInput,
            "AuditFuzz", AuditFuzz::fuzzerTestOneInput,
            "TokenResponseFuzz", TokenResponseFuzz::fuzzerTestOneInput,
            "RetryAfterFuzz", RetryAfterFuzz::fuzzerTestOneInput,
            "RulesFuzz", RulesFuzz::fuzzerTestOneInput,
            "SettingsFuzz", SettingsFuzz::fuzzerTestOneInput,
            "PemFuzz", PemFuzz::fuzzerTestOneInput);

    private static final Locale USUAL = Locale.getDefault();

    @BeforeAll
    static void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterAll
    static void speakAsUsual() {
        Locale.setDefault(USUAL);
    }

    @TestFactory
    Stream<DynamicTest> everyInputKeepsThePromises() {
        return TARGETS.keySet().stream().sorted().flatMap(FuzzCorpusTest::tests);
    }

    private static Stream<DynamicTest> tests(String target) {
        List<Path> files = files(target);
        assertThat(files).as("corpus of " + target).isNotEmpty();
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(target + " " + file.getFileName(), () -> run(target, file)));
    }

    private static List<Path> files(String target) {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
            return files.sorted(Comparator.comparing(Path::toString)).toList();
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    private static void run(String target, Path file) throws IOException {
        byte[] input = Files.readAllBytes(file);
        TARGETS.get(target).accept(input);
        SplittableRandom random = new SplittableRandom(input.length);
        for (int i = 0; i < CHANGES && input.length > 0; i++) {
            byte[] changed = input.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> TARGETS.get(target).accept(changed))
                    .as(() -> java.util.HexFormat.of().formatHex(changed))
                    .doesNotThrowAnyException();
        }
    }

    /** What {@code bin/fuzz --planted} breaks has not been rewritten meanwhile. */
    @TestFactory
    Stream<DynamicTest> everyTargetHasAPlantedFaultThatStillFits() {
        return TARGETS.keySet().stream()
                .sorted()
                .map(target -> DynamicTest.dynamicTest(target, () -> {
                    List<String> patch =
                            Files.readAllLines(CORPUS.resolve("planted").resolve(target + ".patch"));
                    String file = patch.stream()
                            .filter(line -> line.startsWith("--- a/"))
                            .findFirst()
                            .orElseThrow()
                            .substring(6);
                    String before = patch.stream()
                            .filter(line -> line.matches("[ -](?!--).*"))
                            .map(line -> line.substring(1))
                            .collect(Collectors.joining("\n"));
                    assertThat(patch.get(0)).startsWith("Fault: ");
                    assertThat(before).isNotBlank();
                    assertThat(Files.readString(Path.of(file))).contains(before);
                }));
    }
}
