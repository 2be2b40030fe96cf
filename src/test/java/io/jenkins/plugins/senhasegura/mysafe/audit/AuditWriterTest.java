package io.jenkins.plugins.senhasegura.mysafe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written to the audit when, and what becomes of it when the disk is bad. */
class AuditWriterTest {
    @TempDir
    private Path home;

    private Audits audit;

    @BeforeEach
    void begin() {
        audit = new Audits(home);
    }

    private Path file(String month) {
        return audit.files.of(YearMonth.parse(month)).toPath();
    }

    @Test
    void recordIsALineOfItsMonthWhenItWasAdded() throws IOException {
        audit.add();
        audit.add("time", Audits.millis("2026-09-01T00:00:00Z"), "user", null);

        assertThat(Files.readAllLines(file("2026-08")))
                .containsExactly(
                        "{\"format\":1}",
                        "{\"time\":1788177600000,\"operation\":\"ENABLE\",\"id\":\"10\",\"outcome\":\"ACTIVATED\","
                                + "\"result\":\"SUCCESS\",\"server\":\"production\",\"job\":\"team/deploy\",\"build\":7,"
                                + "\"user\":\"alice\",\"attempts\":0}");
        assertThat(Files.readAllLines(file("2026-09"))).hasSize(2).noneMatch(line -> line.contains("user"));
    }

    @Test
    void forcedOnceASecondAtMostAndOnlyAfterSomethingWasWritten() {
        for (int i = 0; i < 100; i++) {
            audit.add();
            audit.clock.advance(Duration.ofMillis(50));
        }
        assertThat(audit.forced).hasSize(5);
        audit.clock.advance(Duration.ofMinutes(1));
        assertThat(audit.forced).as("nothing more was written").hasSize(5);
        for (int i = 1; i < audit.forced.size(); i++) {
            assertThat(Duration.between(audit.forced.get(i - 1), audit.forced.get(i)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void closingForcesAtOnceWhatWasWritten() {
        audit.add();
        audit.writer.close();
        assertThat(audit.forced).containsExactly(audit.clock.now());
        audit.add();
        assertThat(audit.forced).as("what comes after it").hasSize(2);
    }

    @Test
    void whatOneBuildMayAddIsBoundedAndTheRestIsCountedInOneLine() throws IOException {
        Object loop = new Object();
        IntStream.range(0, AuditWriter.MOST_REFUSALS + 3).forEach(i -> {
            AuditRecord refused = Audits.record("outcome", "NOT_PERMITTED", "result", "FAILURE");
            audit.writer.add(loop, refused);
        });
        IntStream.range(0, AuditWriter.MOST_OPERATIONS + 2).forEach(i -> audit.writer.add(loop, Audits.record()));
        audit.add("job", "other");

        audit.writer.ended(loop);
        audit.writer.ended(loop);

        List<AuditRecord> all = audit.all();
        assertThat(all).hasSize(AuditWriter.MOST_OPERATIONS + AuditWriter.MOST_REFUSALS + 2);
        assertThat(all.get(0).outcome()).isEqualTo(AuditRecord.NOT_KEPT);
        assertThat(all.get(0)).extracting("notKept", "job", "build").containsExactly(5L, "team/deploy", 7);
        assertThat(all.get(1).job()).isEqualTo("other");
    }

    /** A full disk, a file that cannot be written, a folder that is gone: to the writer they are one. */
    @Test
    void diskThatFailsIsAGapThatFileAndMonitorTell() throws IOException {
        audit.add("id", "1");
        audit.failure = new IOException("No space left on device");
        audit.add("id", "2", "time", Audits.millis("2026-08-31T12:01:00Z"));
        audit.add("id", "3", "time", Audits.millis("2026-08-31T12:02:00Z"));

        assertThat(audit.writer.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(Instant.parse("2026-08-31T12:01:00Z"));
            assertThat(gap.to()).isNull();
            assertThat(gap.lost()).isEqualTo(2);
            assertThat(gap.reason()).isEqualTo("No space left on device");
        });

        audit.failure = null;
        audit.add("id", "4", "time", Audits.millis("2026-08-31T12:03:00Z"));

        assertThat(audit.writer.gaps())
                .singleElement()
                .extracting(AuditGap::to)
                .isEqualTo(Instant.parse("2026-08-31T12:03:00Z"));
        assertThat(audit.all()).extracting(AuditRecord::id).containsExactly("4", null, "1");
        assertThat(audit.all().get(1))
                .extracting("outcome", "since", "notKept")
                .containsExactly("GAP", Audits.millis("2026-08-31T12:01:00Z"), 2L);
    }

    @Test
    void whatCannotBeForcedIsAGapToo() throws IOException {
        audit.add();
        audit.failure = new IOException("Input/output error");
        audit.clock.advance(Duration.ofSeconds(1));
        assertThat(audit.writer.gaps())
                .singleElement()
                .extracting(AuditGap::lost)
                .isEqualTo(0L);
        audit.failure = null;
        audit.add();
        assertThat(audit.all()).extracting(AuditRecord::outcome).containsExactly("ACTIVATED", "GAP", "ACTIVATED");
    }

    @Test
    void folderThatCannotBeMadeOrAFileThatIsNoneCostsNobodyAnything() throws IOException {
        Files.writeString(home.resolve(AuditFiles.FOLDER), "in its place");
        audit.add();
        Files.delete(home.resolve(AuditFiles.FOLDER));
        Files.createDirectories(file("2026-08"));
        audit.add();
        assertThat(audit.writer.gaps())
                .singleElement()
                .extracting(AuditGap::lost)
                .isEqualTo(2L);
        Files.delete(file("2026-08"));
        audit.add();
        assertThat(audit.all()).extracting(AuditRecord::outcome).containsExactly("ACTIVATED", "GAP");
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path other = Files.writeString(home.resolve("other"), "");
        Files.createDirectories(home.resolve(AuditFiles.FOLDER));
        Files.createSymbolicLink(file("2026-08"), other);
        audit.add();
        assertThat(other).isEmptyFile();
        assertThat(audit.writer.gaps()).hasSize(1);
    }

    @Test
    void fileOfALaterVersionIsLeftAlone() throws IOException {
        Files.createDirectories(home.resolve(AuditFiles.FOLDER));
        Files.writeString(file("2026-08"), "{\"format\":2,\"x\":1}\n");
        audit.add();
        assertThat(file("2026-08")).hasContent("{\"format\":2,\"x\":1}");
        assertThat(audit.files.newer()).containsExactly("2026-08.jsonl");
        assertThat(audit.writer.gaps()).hasSize(1);
        assertThat(AuditPage.read(audit.files, AuditFilter.ALL, null, 10, 1L << 20)
                        .getNewer())
                .containsExactly("2026-08.jsonl");
    }

    @Test
    void fileThatWasDeletedMeanwhileBeginsAnew() throws IOException {
        audit.add();
        Files.delete(file("2026-08"));
        audit.add("id", "2");
        assertThat(Files.readAllLines(file("2026-08"))).hasSize(2);
    }
}
