package io.jenkins.plugins.senhasegura.mysafe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted of the audit, and when. */
class AuditRetentionTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

    @TempDir
    private Path home;

    private final AtomicInteger asked = new AtomicInteger();
    private Audits audit;
    private Path folder;

    @BeforeEach
    void begin() throws IOException {
        audit = new Audits(home);
        folder = Files.createDirectories(audit.files.folder());
        new AuditRetention(
                        audit.files,
                        () -> {
                            asked.incrementAndGet();
                            return 24;
                        },
                        audit.clock,
                        Runnable::run,
                        () -> SAO_PAULO)
                .start();
    }

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "{\"format\":1}\n");
    }

    @Test
    void monthsThatAreTooOldGoAtMidnightOfTheControllerOnce() throws IOException {
        Path old = file("2024-08.jsonl");
        Path kept = file("2024-09.jsonl");
        // Midnight in UTC is nine in the evening there.
        audit.clock.advance(Duration.ofHours(14));
        assertThat(old).exists();
        audit.clock.advance(Duration.ofHours(1));
        assertThat(old).doesNotExist();
        assertThat(kept).exists();
        audit.clock.setTimeOfDay(Instant.parse("2026-08-31T22:00:00Z"));
        audit.clock.advance(Duration.ofHours(24));
        assertThat(asked)
                .as("after the start, at midnight, and not for a clock that was set back")
                .hasValue(2);
        audit.clock.advance(Duration.ofHours(30));
        assertThat(asked).hasValueGreaterThan(2);
    }

    @Test
    void aControllerThatIsOffAtMidnightCatchesUpAfterItsStart() throws IOException {
        Path old = file("2024-07.jsonl");
        audit.clock.advance(AuditRetention.AFTER_START.minusSeconds(1));
        assertThat(old).as("before the settings are there").exists();
        audit.clock.advance(Duration.ofSeconds(1));
        assertThat(old).doesNotExist();
    }

    @Test
    void onlyItsOwnNamesAreDeletedAndNoLinkIsFollowed() throws IOException {
        Path outside = Files.writeString(home.resolve("2020-01.jsonl"), "another's");
        Path link = Files.createSymbolicLink(folder.resolve("2020-01.jsonl"), outside);
        Path newer = Files.writeString(folder.resolve("2020-02.jsonl"), "{\"format\":2}\n");
        Path directory = Files.createDirectory(folder.resolve("2020-03.jsonl"));
        Path other = file("2020-04.jsonl.bak");
        Path odd = file("2020-13.jsonl");
        Path old = file("2020-05.jsonl");
        audit.clock.advance(Duration.ofDays(2));
        assertThat(old).doesNotExist();
        assertThat(outside).hasContent("another's");
        assertThat(link).isSymbolicLink();
        assertThat(newer).exists();
        assertThat(directory).exists();
        assertThat(other).exists();
        assertThat(odd).exists();
    }

    @Test
    void nothingIsDeletedInAFolderThatIsALink() throws IOException {
        Files.delete(folder);
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Files.createSymbolicLink(folder, elsewhere);
        Path old = file("2020-01.jsonl");
        audit.clock.advance(Duration.ofDays(2));
        assertThat(old).exists();
    }
}
