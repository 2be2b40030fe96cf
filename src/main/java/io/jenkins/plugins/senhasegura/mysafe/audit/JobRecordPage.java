package io.jenkins.plugins.senhasegura.mysafe.audit;

import hudson.model.Job;
import hudson.model.Run;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Some of a job's operations, the newest first. Loads only builds that have some, however many the job has and however
 * few of them have any.
 */
public final class JobRecordPage {
    static final int MOST_ROWS = 50;
    /** So many folders of builds are looked into for one page. */
    static final int MOST_FOLDERS = 2_000;

    private final List<RecordRow> rows = new ArrayList<>();
    private int newest;
    private int oldest;
    private String next;

    /**
     * @param newest the highest build number that is looked at; 0 for the last build
     * @param before the position in that build's records where the page begins; 0 for its newest
     */
    JobRecordPage(Job<?, ?> job, int newest, long before) {
        // Jenkins keeps this number above that of each build that has a folder.
        int last = job.getNextBuildNumber() - 1;
        BuildNumbers numbers = new BuildNumbers(job.getBuildDir(), newest > 0 ? Math.min(newest, last) : last);
        for (int looked = 0; numbers.hasNext(); looked++) {
            int number = numbers.nextInt();
            if (looked == MOST_FOLDERS || rows.size() >= MOST_ROWS) {
                next = "newest=" + number;
                return;
            }
            this.newest = Math.max(this.newest, number);
            oldest = number;
            if (BuildRecords.exist(new File(job.getBuildDir(), Integer.toString(number)))) {
                add(job.getBuildByNumber(number), number == newest ? before : 0);
            }
            if (next != null) {
                return;
            }
            // As many as a page of the build has, whatever is above them here: it is left where these end.
            rows.addAll(RecordRow.ofParts(BuildParts.of(job, number), MOST_ROWS));
        }
    }

    private void add(Run<?, ?> run, long before) {
        if (run == null) {
            // Its folder is there, but Jenkins cannot load it.
            return;
        }
        RecordPage page = BuildRecords.of(run).page(before, MOST_ROWS - rows.size());
        rows.addAll(RecordRow.newestFirst(page, run, BuildRecordsAction.causes(run)));
        if (page.getOlder() != null && rows.size() == MOST_ROWS) {
            next = "newest=" + run.getNumber() + "&before=" + page.getOlder();
        }
    }

    /** The operations. */
    public List<RecordRow> getRows() {
        return Collections.unmodifiableList(rows);
    }

    /** The highest build number that was looked at; 0 when there was none to look at. */
    public int getNewest() {
        return newest;
    }

    /** The lowest build number that was looked at. */
    public int getOldest() {
        return oldest;
    }

    /** The parameters of the next page's address; null when there are no older builds. */
    public String getNext() {
        return next;
    }

    /** A picture of the operations of this page. */
    public RecordChart getChart() {
        return new RecordChart(rows);
    }
}
