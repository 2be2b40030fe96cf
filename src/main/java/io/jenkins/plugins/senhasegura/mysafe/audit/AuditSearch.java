package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Goes through the audit from its newest record on, month by month, with a block of memory however much there is. */
final class AuditSearch implements Closeable {
    /**
     * A record that was found.
     *
     * @param position where the next page would begin if this were a page's last
     */
    record Found(AuditPosition position, AuditRecord record) {}

    private final AuditFiles files;
    private final AuditFilter filter;
    private final Deque<YearMonth> months = new ArrayDeque<>();
    private final List<byte[]> words;
    private final List<String> newer = new ArrayList<>();
    private YearMonth month;
    private LineSearch lines;
    private long unreadable;
    private long budget;

    /**
     * Reads nothing yet but the names of the files.
     *
     * @param from where to begin; null for the newest record
     * @param budget so many bytes are read at most, about; then it ends before the end
     */
    AuditSearch(AuditFiles files, AuditFilter filter, AuditPosition from, long budget) throws IOException {
        this.files = files;
        this.filter = filter;
        this.words = filter.words();
        this.budget = budget;
        for (YearMonth each : files.months()) {
            if (filter.mayBeIn(each) && (from == null || !each.isAfter(from.month()))) {
                months.add(each);
            }
        }
        open(from);
    }

    /** Opens the next older file that this version can read. */
    private void open(AuditPosition from) throws IOException {
        close();
        lines = null;
        month = months.poll();
        if (month == null) {
            return;
        }
        long before = from != null && from.month().equals(month) ? from.before() : Long.MAX_VALUE;
        if (!files.has(month)) {
            return;
        }
        try {
            if (files.isNewer(month)) {
                newer.add(files.of(month).getName());
            } else {
                lines = new LineSearch(files.of(month), before, words);
            }
        } catch (FileNotFoundException deletedMeanwhile) {
            lines = null;
        }
    }

    /** The next older record that passes; null where there is none, or where too much was read. */
    Found next() throws IOException {
        while (month != null) {
            RecordFile.Line line = lines == null ? null : next(lines);
            if (line != null) {
                Found found = read(line);
                if (found != null) {
                    return found;
                }
            } else if (lines != null && lines.position() > 0) {
                return null;
            } else {
                open(null);
            }
        }
        return null;
    }

    private RecordFile.Line next(LineSearch from) throws IOException {
        long start = from.position();
        RecordFile.Line line = from.next(budget);
        budget -= start - from.position();
        return line;
    }

    private Found read(RecordFile.Line line) {
        if (filter.isOutside(line.bytes())) {
            return null;
        }
        AuditRecord record = AuditRecord.ofLine(line.bytes());
        if (record != null) {
            return filter.matches(record) ? new Found(new AuditPosition(month, line.start()), record) : null;
        }
        // The first line of a file says the format, and is no record.
        unreadable += line.start() == 0 ? 0 : 1;
        return null;
    }

    /** Where to go on; null when all is through. */
    AuditPosition position() {
        if (month == null) {
            return null;
        }
        boolean through = lines == null || lines.position() <= AuditFiles.HEADER.length + 1;
        if (!through) {
            return new AuditPosition(month, lines.position());
        }
        return months.isEmpty() ? null : new AuditPosition(months.peek(), Long.MAX_VALUE / 10);
    }

    /** How many lines cannot be read; a search that looks for something does not see them all. */
    long unreadable() {
        return unreadable;
    }

    /** The files that were passed over, as a later version of the plugin wrote them. */
    List<String> newer() {
        return newer;
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }
}
