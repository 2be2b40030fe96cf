package io.jenkins.plugins.senhasegura.mysafe.window;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The leases on disk: a line is added for each change, and the file is written anew when most of its lines are of the
 * past. Whoever needs a change on the disk waits, without a thread, for {@link #force}: the first is written at once,
 * and what comes while that goes on is written together.
 *
 * <p>Lines that cannot be read, and those of a later version, are kept as they are. What a crash has cut off at the end
 * is passed over: nothing was sent for it.
 *
 * <p>Thread-safe: its lock guards what is to be written; nothing is written or told under it.
 */
public final class LeaseFile implements AutoCloseable {
    /** How long a change that nobody waits for may stay unwritten. */
    static final Duration LAZY = Duration.ofSeconds(1);

    /** How many lines more than twice the leases the file may have. */
    static final int SPARE_LINES = 1000;

    private static final Logger LOGGER = Logger.getLogger(LeaseFile.class.getName());

    /**
     * What a file held when it was opened.
     *
     * @param leases in the order in which they were written first
     * @param unreadable what is wrong with lines that cannot be read, by their numbers
     * @param newer how many lines are of a later version
     */
    public record Contents(List<Lease> leases, Map<Integer, String> unreadable, int newer) {}

    private final LeaseStorage storage;
    private final Scheduler scheduler;
    private final Executor writer;
    private final Contents contents;

    private final LeaseLines all = new LeaseLines();
    private ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private int lines;
    private boolean rewrite;
    private boolean writing;
    private boolean lazy;

    /**
     * Reads a file, or begins one.
     *
     * @param scheduler of the writes that nobody waits for
     * @param writer runs what blocks; one task at a time
     * @throws IOException when it cannot be read: then no window may be opened
     */
    public static LeaseFile open(Path file, Scheduler scheduler, Executor writer) throws IOException {
        return new LeaseFile(new LeaseFileStorage(file), scheduler, writer);
    }

    LeaseFile(LeaseStorage storage, Scheduler scheduler, Executor writer) throws IOException {
        this.storage = storage;
        this.scheduler = scheduler;
        this.writer = writer;
        this.contents = all.read(storage.read());
        this.lines = all.read();
        // A line is added behind a whole one only.
        this.rewrite = all.wasCut();
    }

    /** What it held when it was opened. */
    public Contents contents() {
        return contents;
    }

    /** Adds or changes a lease; written with the next that somebody waits for, or within a second. */
    void put(Lease lease) {
        byte[] line = LeaseJson.line(lease);
        synchronized (this) {
            all.put(lease.id(), line);
            pending.writeBytes(line);
        }
        writeLazily();
    }

    /** Takes a lease away; written as {@link #put}. */
    void remove(String id) {
        byte[] line = LeaseJson.ended(id);
        synchronized (this) {
            if (!all.remove(id)) {
                return;
            }
            pending.writeBytes(line);
        }
        writeLazily();
    }

    /** Forgets the lines that could not be read. */
    public CompletableFuture<Void> forgetUnreadable() {
        synchronized (this) {
            all.forgetUnreadable();
            rewrite = true;
        }
        return force();
    }

    /** Completed when all changes until now are on the disk, on the thread that wrote them; failed when they are not. */
    CompletableFuture<Void> force() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        synchronized (this) {
            waiting.add(written);
        }
        write();
        return written;
    }

    private void writeLazily() {
        synchronized (this) {
            if (lazy) {
                return;
            }
            lazy = true;
        }
        scheduler.schedule(LAZY, () -> {
            synchronized (this) {
                lazy = false;
            }
            write();
        });
    }

    private void write() {
        synchronized (this) {
            if (writing) {
                return;
            }
            writing = true;
        }
        try {
            writer.execute(this::writeAll);
        } catch (Throwable noThread) { // such as an OutOfMemoryError
            breakOff(noThread);
        }
    }

    /** Nobody writes any more: who waits hears of it, and whoever comes next has all of it written. */
    private void breakOff(Throwable thrown) {
        List<CompletableFuture<Void>> failed;
        synchronized (this) {
            writing = false;
            rewrite = true;
            failed = waiting;
            waiting = new ArrayList<>();
        }
        tell(failed, thrown);
    }

    /** What is written at once. */
    private record Round(byte[] lines, boolean replaces, List<CompletableFuture<Void>> waiting) {}

    private void writeAll() {
        try {
            for (Round round = takeRound(); round != null; round = takeRound()) {
                end(round, write(round));
            }
        } catch (Throwable thrown) {
            breakOff(thrown);
        }
    }

    private synchronized Round takeRound() {
        if (waiting.isEmpty() && pending.size() == 0) {
            writing = false;
            return null;
        }
        boolean replaces = rewrite || lines > 2 * all.leases() + SPARE_LINES;
        Round round = new Round(replaces ? all.all() : pending.toByteArray(), replaces, waiting);
        pending = new ByteArrayOutputStream();
        waiting = new ArrayList<>();
        rewrite = false;
        lines = replaces ? all.count() : lines + count(round.lines);
        return round;
    }

    private static int count(byte[] lines) {
        int count = 0;
        for (byte each : lines) {
            count += each == '\n' ? 1 : 0;
        }
        return count;
    }

    private Throwable write(Round round) {
        try {
            if (round.replaces) {
                storage.replace(round.lines);
            } else if (round.lines.length > 0) {
                storage.append(round.lines);
                storage.force();
            }
            return null;
        } catch (Throwable failure) { // whatever it is, who waits has to hear of it
            return failure;
        }
    }

    private void end(Round round, Throwable failure) {
        if (failure != null) {
            synchronized (this) {
                // Perhaps half a line stands at the end now.
                rewrite = true;
            }
        }
        tell(round.waiting, failure);
    }

    private static void tell(List<CompletableFuture<Void>> waiting, Throwable failure) {
        if (failure == null) {
            waiting.forEach(each -> each.complete(null));
        } else {
            waiting.forEach(each -> each.completeExceptionally(failure));
            LOGGER.log(Level.WARNING, failure, () -> "Could not write the leases of access windows");
        }
    }

    /** Writes what nobody waits for, on this thread unless another is at it. */
    @Override
    public void close() {
        synchronized (this) {
            if (writing) {
                return;
            }
            writing = true;
        }
        writeAll();
    }
}
