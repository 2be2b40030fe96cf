package io.jenkins.plugins.senhasegura.mysafe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for any text in any field, and wherever a crash may cut a file. */
class AuditPropertiesTest {
    /** Each UTF-16 unit on its own, so that surrogates lose their other halves. */
    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.oneOf(
                        Arbitraries.chars().range('\u0000', '\uFFFF').map(String::valueOf),
                        Arbitraries.of("😀", "\r\n", "\u2028", "\u202E", "&", "<", "\"", "\\", "\"id\":\"1\""))
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    private static Path home() {
        try {
            return Files.createTempDirectory("mysafe-audit-test");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> inside = Files.walk(home)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 100)
    void whateverIsWrittenIsReadBackAndACutCostsTheLastLineAtMost(
            @ForAll @Size(min = 1, max = 8) List<@net.jqwik.api.From("anything") String> texts,
            @ForAll @IntRange(max = 10_000) int cut)
            throws IOException {
        Path home = home();
        try {
            Audits audit = new Audits(home);
            List<AuditRecord> written = new ArrayList<>();
            for (String text : texts) {
                AuditRecord record = Audits.record(
                        "id", text, "job", text, "user", text, "causes", text, "server", text, "outcome", text);
                written.add(record);
                audit.writer.add(text, record);
            }
            Collections.reverse(written);
            assertThat(audit.all()).isEqualTo(written);

            Path file = audit.files.of(YearMonth.of(2026, 8)).toPath();
            byte[] whole = Files.readAllBytes(file);
            int length = cut % (whole.length + 1);
            Files.write(file, Arrays.copyOf(whole, length));
            long complete = lines(whole, length);
            List<AuditRecord> left = audit.all();
            assertThat((long) left.size()).isBetween(complete - 1, complete);
            assertThat(written).endsWith(left.toArray(AuditRecord[]::new));
        } finally {
            delete(home);
        }
    }

    /** How many lines have all of their text, the first one included. */
    private static long lines(byte[] whole, int length) {
        long lines = 0;
        for (int i = 0; i <= length && i < whole.length; i++) {
            lines += whole[i] == '\n' ? 1 : 0;
        }
        return lines;
    }
}
