package io.jenkins.plugins.senhasegura.mysafe.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept beside a build, and how it is read again. */
class BuildRecordsTest {
    @TempDir
    private Path folder;

    private BuildRecords records() {
        return BuildRecords.in(folder.toFile());
    }

    private Path file() {
        return folder.resolve(BuildRecords.FILE);
    }

    private void add(int count) {
        BuildRecords records = records();
        IntStream.range(0, count).forEach(i -> records.add(Records.of("id", Integer.toString(i + 1))));
    }

    private RecordPage page() {
        return records().page(0, 50);
    }

    private void append(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void pagesTogetherHaveEachOnceTheNewestFirst() {
        add(130);
        List<Long> seen = new ArrayList<>();
        long before = 0;
        do {
            RecordPage page = records().page(before, 50);
            page.newestFirst().forEach(entry -> seen.add(entry.operation().number()));
            assertThat(page.getTotal()).isEqualTo(130);
            before = page.getOlder() == null ? 0 : page.getOlder();
        } while (before > 0);
        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 130).mapToObj(i -> 131 - i).toList());
    }

    @Test
    void positionWithinALineIsTakenForItsStart() {
        add(3);
        long third = records().page(0, 1).getOlder();
        assertThat(records().page(third + 5, 1).getPasswords())
                .singleElement()
                .extracting(OperationRecord::number)
                .isEqualTo(2L);
        assertThat(records().page(Long.MAX_VALUE, 1).getPasswords())
                .singleElement()
                .extracting(OperationRecord::number)
                .isEqualTo(3L);
    }

    /** A file that no memory holds, and that no int can count. */
    @Test
    void onlyWhatIsShownIsRead() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file().toFile(), "rw")) {
            sparse.setLength(5L << 30);
        }
        new RecordFile(file().toFile()).append(RecordJson.write(Records.of("number", 7)));
        add(60);

        RecordPage page = page();

        assertThat(page.getPasswords()).hasSize(50);
        assertThat(page.getTotal()).isEqualTo(67);
        assertThat(page.getOlder()).isGreaterThan(5L << 30);
    }

    @Test
    void furtherOnesThanTheMostAreCounted() throws IOException {
        add(BuildRecords.MOST);
        // After a restart, too.
        add(3);

        assertThat(page().getTotal()).isEqualTo(BuildRecords.MOST + 3);
        assertThat(page().getNotKept()).isEqualTo(3);
        try (var lines = Files.lines(file())) {
            assertThat(lines).hasSize(BuildRecords.MOST);
        }
    }

    @Test
    void fieldIsCut() {
        OperationRecord cut = Records.of("message", "m".repeat(1_000_000), "server", "s".repeat(1_000_000));
        assertThat(cut.message()).hasSize(OperationRecord.LONGEST_MESSAGE).endsWith("m…");
        assertThat(cut.server()).hasSize(OperationRecord.LONGEST_FIELD);
    }

    @Test
    void lineThatCannotBeReadIsThereAndWarnedOfOnce() throws IOException {
        add(1);
        String whole = Files.readString(file()).strip();
        List<String> damaged = List.of(
                "{\"number\":2,\"time\":17",
                "\u0000\u0000",
                "[]",
                "{}",
                whole + "x",
                whole.replace("\"ACTIVATED\"", "1"),
                whole.replace("{", "{\"id\":\"10\","),
                "x".repeat(RecordFile.LONGEST_LINE + 1));
        append(String.join("\n", damaged));
        records().add(Records.of("id", "11"));
        BuildRecords records = records();

        List<LogRecord> warnings = warnings(() -> {
            records.page(0, 50);
            records.page(0, 50);
        });

        RecordPage page = records.page(0, 50);
        assertThat(page.getUnreadable()).isEqualTo(damaged.size());
        assertThat(page.getPasswords()).extracting(OperationRecord::id).containsExactly("1", "11");
        assertThat(page.getTotal()).isEqualTo(2 + damaged.size());
        assertThat(warnings).hasSize(damaged.size()).allSatisfy(warning -> {
            assertThat(warning.getLevel()).isEqualTo(Level.WARNING);
            assertThat(warning.getMessage()).contains(BuildRecords.FILE, "byte");
        });
    }

    private static List<LogRecord> warnings(Runnable action) {
        List<LogRecord> said = new ArrayList<>();
        Handler listening = new Handler() {
            @Override
            public void publish(LogRecord record) {
                said.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(BuildRecords.class.getName());
        logger.addHandler(listening);
        try {
            action.run();
        } finally {
            logger.removeHandler(listening);
        }
        return said;
    }

    @Test
    void fieldOfAnotherVersionIsPassedOver() throws IOException {
        append(
                "{\"number\":1,\"time\":1,\"id\":\"10\",\"outcome\":\"NEW\",\"result\":\"SUCCESS\",\"more\":{\"a\":[1]}}\n");
        assertThat(page().getPasswords())
                .singleElement()
                .extracting(OperationRecord::outcome, OperationRecord::message)
                .containsExactly("NEW", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"time", "id", "outcome", "result"})
    void recordHasToSayWhatItIsAbout(String field) {
        assertThatThrownBy(() -> Records.of(field, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(field);
    }

    @Test
    void deletedBuildDoesNotComeBack() throws IOException {
        BuildRecords records = records();
        records.add(Records.of());
        Files.delete(file());
        Files.delete(folder);

        records.add(Records.of());
        records.tracks("main", "id");
        records.page(0, 50);

        assertThat(folder).doesNotExist();
        Files.createDirectory(folder);
    }

    @Test
    void useIsTrackedOnceAServerAndCredentialAlsoAfterARestart() {
        BuildRecords records = records();
        assertThat(records.tracks("main", "a\nb")).isTrue();
        assertThat(records.tracks("main", "a\nb")).isFalse();
        assertThat(records.tracks("main", "a")).isTrue();
        assertThat(records.tracks("main\na", "b")).isTrue();
        BuildRecords restarted = records();
        assertThat(restarted.tracks("main", "a\nb")).isFalse();
        assertThat(restarted.tracks("other", "a\nb")).isTrue();
    }

    @Test
    void branchesOfABuildLoseNone() {
        BuildRecords records = records();
        IntStream.range(0, 400).parallel().forEach(i -> records.add(Records.of("id", Integer.toString(i + 1))));

        assertThat(records().page(0, 500).getPasswords())
                .extracting(OperationRecord::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 400).boxed().toList());
    }

    @Test
    void oneRecordIsOneLineOfJson() throws IOException {
        records().add(Records.of("message", "1005: <not> \"found\" & é\nnext", "httpStatus", 400, "active", true));

        String text = Files.readString(file(), StandardCharsets.UTF_8);

        assertThat(text.lines()).hasSize(1);
        assertThat(text)
                .startsWith("{\"number\":1,\"time\":1785312000000,\"operation\":\"ENABLE\",\"id\":\"10\"")
                .contains("\"active\":true", "\"httpStatus\":400", "1005: <not> \\\"found\\\" & é\uFFFDnext")
                .endsWith("}\n");
    }
}
