package io.jenkins.plugins.senhasegura.mysafe.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import io.jenkins.plugins.senhasegura.mysafe.testing.Logged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lease file on a real disk, and on one that fails. */
class LeaseFileTest {
    @TempDir
    private Path folder;

    private final FakeScheduler scheduler = new FakeScheduler();
    private final Queue<Runnable> writer = new ArrayDeque<>();
    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("leases.jsonl");
    }

    static Lease lease(String id, long password) {
        return new Lease(
                id,
                new WindowKey("https://server.example/", "tenant", password),
                "A server",
                Lease.Phase.OPEN,
                WhenFoundActive.DISABLE,
                "credentials \ud800 \"\n",
                "store",
                Instant.parse("2026-08-24T10:00:00.123Z"),
                Instant.parse("2026-08-24T10:01:05Z"),
                new Holder("window-" + id, "instance", "folder/jób", 7, 1_700_000_000_000L, "12"));
    }

    private LeaseFile open() throws IOException {
        return LeaseFile.open(path, scheduler, Runnable::run);
    }

    private LeaseFile.Contents readAgain() throws IOException {
        return open().contents();
    }

    @Test
    void whatWasPutIsReadAgain() throws IOException {
        LeaseFile file = open();
        assertThat(file.contents().leases()).isEmpty();
        file.put(lease("one", 1));
        file.put(lease("two", 2));
        file.put(lease("one", 1).in(Lease.Phase.CLOSING).lateUntil(null));
        file.remove("two");
        file.put(lease("three", Long.MAX_VALUE));
        file.force();
        assertThat(readAgain().leases())
                .containsExactly(
                        lease("one", 1).in(Lease.Phase.CLOSING).lateUntil(null), lease("three", Long.MAX_VALUE));
        assertThat(readAgain().unreadable()).isEmpty();
    }

    @Test
    void whatNobodyWaitsForIsWrittenWithinASecondOrAtTheEnd() throws IOException {
        LeaseFile file = open();
        file.put(lease("one", 1));
        assertThat(path).doesNotExist();
        scheduler.advance(LeaseFile.LAZY);
        assertThat(readAgain().leases()).hasSize(1);
        file.put(lease("two", 2));
        file.close();
        assertThat(readAgain().leases()).hasSize(2);
    }

    @Test
    void wholeLinesAreReadWhereverTheFileIsCut() throws IOException {
        LeaseFile file = open();
        file.put(lease("one", 1));
        file.force();
        long first = Files.size(path);
        file.put(lease("two", 2));
        file.force();
        byte[] all = Files.readAllBytes(path);
        for (int length = 0; length <= all.length; length++) {
            Files.write(path, Arrays.copyOf(all, length));
            LeaseFile cut = open();
            int whole = length == all.length ? 2 : length >= first ? 1 : 0;
            assertThat(cut.contents().leases()).as("cut at %d", length).hasSize(whole);
            assertThat(cut.contents().unreadable()).isEmpty();
            cut.put(lease("three", 3));
            cut.force();
            assertThat(readAgain().leases()).as("and written after that").hasSize(whole + 1);
            assertThat(readAgain().unreadable()).isEmpty();
        }
    }

    @Test
    void linesThatCannotBeReadAndThoseOfALaterVersionAreToldAndKept() throws IOException {
        LeaseFile file = open();
        file.put(lease("one", 1));
        file.force();
        String good = Files.readString(path);
        String newer = "{\"format\":2,\"something\":[{\"new\":true}]}\n";
        List<String> broken = List.of(
                "rubbish\n",
                "[]\n",
                "\n",
                "{\"format\":0}\n",
                good.replace("\"password\":1", "\"password\":\"1\""),
                good.replace("\"OPEN\"", "\"AJAR\""),
                good.replace("}", ",\"more\":1}"),
                good.replace("}", ",\"build\":7}"),
                good.replace("}\n", "}{}\n"));
        Files.writeString(path, newer + String.join("", broken) + good);
        LeaseFile again = open();
        assertThat(again.contents().leases()).containsExactly(lease("one", 1));
        assertThat(again.contents().newer()).isOne();
        assertThat(again.contents().unreadable()).hasSize(broken.size()).containsKeys(2, broken.size() + 1);
        for (int i = 0; i < 2 * LeaseFile.SPARE_LINES; i++) {
            again.put(lease("one", 1));
        }
        again.force();
        again.put(lease("two", 2));
        again.force();
        assertThat(Files.readString(path)).startsWith(newer + String.join("", broken) + good);
        assertThat(Files.readAllLines(path)).as("the rest is of the present").hasSize(broken.size() + 3);
        again.forgetUnreadable();
        assertThat(readAgain().unreadable()).isEmpty();
        assertThat(readAgain().newer()).isOne();
    }

    /** Counts what it does, and fails when it is told to. */
    private static final class Disk implements LeaseStorage {
        private final StringBuilder text = new StringBuilder();
        private int forced;
        private boolean full;
        private Error error;

        @Override
        public byte[] read() {
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void append(byte[] lines) throws IOException {
            if (error != null) {
                throw error;
            }
            if (full) {
                text.append("{\"for");
                throw new IOException("full");
            }
            text.append(new String(lines, StandardCharsets.UTF_8));
        }

        @Override
        public void force() {
            forced++;
        }

        @Override
        public void replace(byte[] lines) throws IOException {
            if (full) {
                throw new IOException("full");
            }
            text.setLength(0);
            append(lines);
            force();
        }
    }

    @Test
    void manyAreForcedAtOnceAndALoneOneWithoutAWait() throws IOException {
        Disk disk = new Disk();
        LeaseFile file = new LeaseFile(disk, scheduler, writer::add);
        List<CompletableFuture<Void>> written = new ArrayList<>();
        for (int i = 0; i < 512; i++) {
            file.put(lease("lease " + i, 1));
            written.add(file.force());
        }
        assertThat(writer).as("one task, at once").hasSize(1);
        assertThat(written).noneMatch(CompletableFuture::isDone);
        writer.remove().run();
        assertThat(written).allMatch(CompletableFuture::isDone);
        assertThat(disk.forced).isOne();
    }

    @Test
    void aFullDiskFailsWhoWaitsAndIsWrittenAnewLater() throws IOException {
        Disk disk = new Disk();
        LeaseFile file = new LeaseFile(disk, scheduler, Runnable::run);
        file.put(lease("one", 1));
        file.force();
        disk.full = true;
        file.put(lease("two", 2));
        assertThat(file.force()).isCompletedExceptionally();
        file.remove("two");
        assertThat(file.force()).isCompletedExceptionally();
        disk.full = false;
        file.put(lease("three", 3));
        assertThat(file.force()).isCompleted();
        LeaseFile again = new LeaseFile(disk, scheduler, Runnable::run);
        assertThat(again.contents().leases()).containsExactly(lease("one", 1), lease("three", 3));
        assertThat(again.contents().unreadable()).isEmpty();
    }

    @Test
    void aThreadThatCannotBeStartedFailsWhoWaitsAndTheNextWritesAll() throws IOException {
        Disk disk = new Disk();
        AtomicBoolean noThread = new AtomicBoolean(true);
        LeaseFile file = new LeaseFile(disk, scheduler, task -> {
            if (noThread.get()) {
                throw new InternalError("unable to create native thread");
            }
            task.run();
        });
        file.put(lease("one", 1));
        try (Logged logged = new Logged()) {
            assertThat(file.force()).isCompletedExceptionally();
            assertThat(logged.texts()).singleElement().asString().contains("InternalError");
        }
        noThread.set(false);
        file.put(lease("two", 2));
        assertThat(file.force()).isCompleted();
        assertThat(new LeaseFile(disk, scheduler, Runnable::run).contents().leases())
                .containsExactly(lease("one", 1), lease("two", 2));
    }

    @Test
    void whateverTheDiskThrowsFailsWhoWaitsAndTheNextWritesAll() throws IOException {
        Disk disk = new Disk();
        LeaseFile file = new LeaseFile(disk, scheduler, Runnable::run);
        disk.error = new InternalError("a test");
        file.put(lease("one", 1));
        assertThat(file.force()).isCompletedExceptionally();
        disk.error = null;
        assertThat(file.force()).isCompleted();
        assertThat(new LeaseFile(disk, scheduler, Runnable::run).contents().leases())
                .containsExactly(lease("one", 1));
    }
}
