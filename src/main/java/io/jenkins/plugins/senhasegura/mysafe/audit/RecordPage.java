package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A part of a build's operations, as its pages show it and REST returns it. */
@ExportedBean
public final class RecordPage {
    /**
     * An operation of the build, in the order of its file.
     *
     * @param start where its line begins
     * @param operation null when the line cannot be read
     */
    record Entry(long start, OperationRecord operation) {}

    private final List<Entry> newestFirst;
    private final long total;
    private final long notKept;

    RecordPage(List<Entry> newestFirst, long total, long notKept) {
        this.newestFirst = List.copyOf(newestFirst);
        this.total = total;
        this.notKept = notKept;
    }

    /** The newest of all parts of a build in one, in the order in which they ended. */
    static RecordPage together(List<RecordPage> parts, int most) {
        List<Entry> newestFirst = new ArrayList<>();
        // Without positions, which are those of each part's own file.
        parts.forEach(part -> part.newestFirst.forEach(entry -> newestFirst.add(new Entry(0, entry.operation()))));
        newestFirst.sort(Comparator.comparingLong(RecordPage::time).reversed());
        return new RecordPage(
                newestFirst.subList(0, Math.min(most, newestFirst.size())),
                parts.stream().mapToLong(RecordPage::getTotal).sum(),
                parts.stream().mapToLong(RecordPage::getNotKept).sum());
    }

    /** When it ended, in milliseconds since 1970; 0 where that cannot be read. */
    static long time(Entry entry) {
        return entry.operation() == null ? 0 : entry.operation().time();
    }

    List<Entry> newestFirst() {
        return newestFirst;
    }

    /** The operations of this page in the order in which they ended. */
    @Exported
    public List<OperationRecord> getPasswords() {
        List<OperationRecord> operations = new ArrayList<>();
        newestFirst.stream()
                .filter(entry -> entry.operation() != null)
                .forEach(entry -> operations.add(entry.operation()));
        Collections.reverse(operations);
        return operations;
    }

    /** How many operations of the build have ended. */
    @Exported
    public long getTotal() {
        return total;
    }

    /** How many of them were only counted, since there were too many to keep each. */
    @Exported
    public long getNotKept() {
        return notKept;
    }

    /** How many of this page are there but cannot be read. */
    @Exported
    public long getUnreadable() {
        return newestFirst.stream().filter(entry -> entry.operation() == null).count();
    }

    /** What {@code before} has to be for the page with the next older ones; null when there are none. */
    @Exported
    public Long getOlder() {
        long start = newestFirst.isEmpty()
                ? 0
                : newestFirst.get(newestFirst.size() - 1).start();
        return start == 0 ? null : start;
    }
}
