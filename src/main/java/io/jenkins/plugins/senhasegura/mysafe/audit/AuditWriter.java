package io.jenkins.plugins.senhasegura.mysafe.audit;

import com.google.common.collect.MapMaker;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes the audit. A record is in the file when {@link #add} returns; that it is on the disk too is seen to for all of a
 * second together. Whatever the disk says, nobody who adds a record is told: what is lost is a gap, which the file and
 * the monitor tell.
 *
 * <p>Thread-safe: its lock guards the files, and forcing them to the disk holds up nobody who writes.
 */
final class AuditWriter {
    /** So many operations of one build are kept; further ones are counted. */
    static final int MOST_OPERATIONS = 10_000;
    /** The same for those that were refused: a loop of these must not bury the others. */
    static final int MOST_REFUSALS = 100;

    static final Duration FORCED_EVERY = Duration.ofSeconds(1);

    private static final int MOST_GAPS = 10;
    private static final Logger LOGGER = Logger.getLogger(AuditWriter.class.getName());

    /** What a disk does, so that a test can have a bad one. */
    interface Disk {
        /** Adds a line at the end of a file that may not be there yet. */
        default void append(File file, byte[] line) throws IOException {
            new RecordFile(file).append(line);
        }

        /** Returns when all of it is on the disk. */
        default void force(File file) throws IOException {
            try (RandomAccessFile open = new RandomAccessFile(file, "rw")) {
                open.getFD().sync();
            }
        }
    }

    /** What one build has added. */
    private static final class Share {
        private int operations;
        private int refusals;
        private long notKept;
        private AuditRecord last;

        boolean takes(AuditRecord record) {
            if (record.isRefusal() ? refusals < MOST_REFUSALS : operations < MOST_OPERATIONS) {
                refusals += record.isRefusal() ? 1 : 0;
                operations += record.isRefusal() ? 0 : 1;
                return true;
            }
            notKept++;
            last = record;
            return false;
        }
    }

    private final AuditFiles files;
    private final Disk disk;
    private final Scheduler time;
    private final Executor worker;
    private final Supplier<ZoneId> zone;
    /** By the build as an object, since promotions of one number are all equal; what is known of a build goes with it. */
    private final Map<Object, Share> shares = new MapMaker().weakKeys().makeMap();

    private final List<AuditGap> gaps = new ArrayList<>();
    private Set<File> dirty = new HashSet<>();
    private YearMonth prepared;
    private boolean forcing;
    private boolean closed;

    /**
     * Writes nothing until the first record.
     *
     * @param worker for what may block
     * @param zone that of the controller, by which a month begins
     */
    AuditWriter(AuditFiles files, Disk disk, Scheduler time, Executor worker, Supplier<ZoneId> zone) {
        this.files = files;
        this.disk = disk;
        this.time = time;
        this.worker = worker;
        this.zone = zone;
    }

    /**
     * Adds a record, or counts it where the build has added too many already. May block, and throws nothing.
     *
     * @param build whose it is
     */
    synchronized void add(Object build, AuditRecord record) {
        if (shares.computeIfAbsent(build, first -> new Share()).takes(record)) {
            write(record);
        }
    }

    /** Says of a build that ends how many of its operations were only counted. May block. */
    synchronized void ended(Object build) {
        Share share = shares.remove(build);
        if (share != null) {
            count(share);
        }
    }

    private void count(Share share) {
        if (share.notKept > 0) {
            Map<String, Object> fields = new HashMap<>();
            fields.put("time", time.now().toEpochMilli());
            fields.put("outcome", AuditRecord.NOT_KEPT);
            fields.put("job", share.last.job());
            fields.put("build", share.last.build());
            fields.put("user", share.last.user());
            fields.put("notKept", share.notKept);
            share.notKept = 0;
            write(AuditRecord.of(fields));
        }
    }

    private void write(AuditRecord record) {
        try {
            Instant now = Instant.ofEpochMilli(record.time());
            YearMonth month = YearMonth.from(now.atZone(zone.get()));
            File file = files.of(month);
            if (!month.equals(prepared) || file.length() == 0) {
                files.prepare(month);
            }
            if (file.length() == 0) {
                disk.append(file, AuditFiles.HEADER);
            }
            AuditGap open = openGap();
            if (open != null) {
                disk.append(file, line(open, record.time()));
                gaps.set(gaps.size() - 1, open.until(now));
            }
            disk.append(file, record.toLine());
            prepared = month;
            dirty.add(file);
            forceSoon();
        } catch (IOException | DateTimeException failure) {
            prepared = null;
            lost(record, failure);
        }
    }

    private static byte[] line(AuditGap gap, long end) {
        return AuditRecord.of(Map.of(
                        "time",
                        end,
                        "outcome",
                        AuditRecord.GAP,
                        "since",
                        gap.from().toEpochMilli(),
                        "notKept",
                        gap.lost()))
                .toLine();
    }

    private AuditGap openGap() {
        AuditGap last = gaps.isEmpty() ? null : gaps.get(gaps.size() - 1);
        return last == null || last.to() != null ? null : last;
    }

    private void lost(AuditRecord record, Exception failure) {
        AuditGap open = openGap();
        if (open == null) {
            LOGGER.log(Level.WARNING, failure, () -> "The audit has a gap from now on; not kept: " + record);
            begin(new AuditGap(Instant.ofEpochMilli(record.time()), null, 1, failure.getMessage()));
        } else {
            LOGGER.log(Level.FINE, failure, () -> "Not kept: " + record);
            gaps.set(gaps.size() - 1, open.andOneMore());
        }
    }

    private void begin(AuditGap gap) {
        if (gaps.size() == MOST_GAPS) {
            gaps.remove(0);
        }
        gaps.add(gap);
    }

    /** The last gaps since the start of Jenkins, in the order of time. */
    synchronized List<AuditGap> gaps() {
        return List.copyOf(gaps);
    }

    private void forceSoon() {
        if (closed) {
            worker.execute(this::force);
        } else if (!forcing) {
            forcing = true;
            time.schedule(FORCED_EVERY, () -> worker.execute(this::force));
        }
    }

    private void force() {
        Set<File> written;
        synchronized (this) {
            written = dirty;
            dirty = new HashSet<>();
            forcing = false;
        }
        for (File file : written) {
            try {
                // One that was deleted meanwhile must not come back empty.
                if (file.exists()) {
                    disk.force(file);
                }
            } catch (IOException failure) {
                LOGGER.log(Level.WARNING, failure, () -> "The audit may have a gap: cannot force to the disk " + file);
                synchronized (this) {
                    if (openGap() == null) {
                        begin(new AuditGap(time.now().minus(FORCED_EVERY), null, 0, failure.getMessage()));
                    }
                }
            }
        }
    }

    /** Before Jenkins stops: what was written is on the disk when this returns, and so is soon what comes after it. */
    void close() {
        synchronized (this) {
            closed = true;
            shares.values().forEach(this::count);
        }
        force();
    }
}
