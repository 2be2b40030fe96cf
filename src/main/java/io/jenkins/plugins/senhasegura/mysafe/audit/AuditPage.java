package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A part of the audit, the newest record first, as its page shows it and REST returns it. */
@ExportedBean
public final class AuditPage {
    /** So much is read for one page at most: then the page says how far it has come, and goes on when it is told. */
    static final long MOST_BYTES = 512L << 20;

    private static final Logger LOGGER = Logger.getLogger(AuditPage.class.getName());

    private final List<AuditRecord> records = new ArrayList<>();
    private final List<String> newer = new ArrayList<>();
    private AuditPosition older;
    private boolean whole = true;
    private long unreadable;
    private String problem;

    private AuditPage() {}

    /** A page that only says what is wrong with what was asked for. */
    static AuditPage of(String problem) {
        AuditPage page = new AuditPage();
        page.problem = problem;
        return page;
    }

    /**
     * Reads a page.
     *
     * @param from where it begins; null for the newest record
     * @param most so many records
     * @param mostBytes so much is read for them
     */
    static AuditPage read(AuditFiles files, AuditFilter filter, AuditPosition from, int most, long mostBytes) {
        AuditPage page = new AuditPage();
        try (AuditSearch search = new AuditSearch(files, filter, from, mostBytes)) {
            while (page.records.size() < most && page.whole) {
                AuditSearch.Found found = search.next();
                if (found != null) {
                    page.records.add(found.record());
                } else {
                    page.whole = false;
                }
            }
            page.older = search.position();
            page.unreadable = search.unreadable();
            page.newer.addAll(search.newer());
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "Cannot read the audit in " + files.folder());
            page.problem = Messages.AuditPage_unreadable(files.folder());
        }
        page.whole = page.whole || page.older == null;
        return page;
    }

    /** The records. */
    @Exported
    public List<AuditRecord> getRecords() {
        return List.copyOf(records);
    }

    /** The same as a page shows them. */
    public List<AuditRow> getRows() {
        return records.stream().map(AuditRow::new).toList();
    }

    /** A picture of the records of this page. */
    public AuditChart getChart() {
        return new AuditChart(records);
    }

    /** What {@code before} has to be for the page with the next older ones; null when there are none. */
    @Exported
    public String getOlder() {
        return older == null ? null : older.toString();
    }

    /** Whether the page is as full as it can be: false where so much was read for it that the rest waits to be asked for. */
    @Exported
    public boolean isWhole() {
        return whole;
    }

    /** The month that a search that is not through has come to. */
    public String getReached() {
        return older == null ? null : older.month().toString();
    }

    /** How many lines between them cannot be read. */
    @Exported
    public long getUnreadable() {
        return unreadable;
    }

    /** The files that a later version of the plugin wrote, which are not shown. */
    @Exported
    public List<String> getNewer() {
        return List.copyOf(newer);
    }

    /** What is wrong with what was asked for, or with the files; null for nothing. */
    @Exported
    public String getProblem() {
        return problem;
    }
}
