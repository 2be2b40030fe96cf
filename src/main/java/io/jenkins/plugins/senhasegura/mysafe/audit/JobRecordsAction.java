package io.jenkins.plugins.senhasegura.mysafe.audit;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The page of a job that lists the last operations across its builds, for the auditor. */
public final class JobRecordsAction implements Action {
    /** So many builds are looked at to tell whether the job has anything to show; a link must cost next to nothing. */
    private static final int RECENT = 20;

    private final Job<?, ?> job;

    JobRecordsAction(Job<?, ?> job) {
        this.job = job;
    }

    /** The job whose page it is. */
    public Job<?, ?> getJob() {
        return job;
    }

    /** The same, by the name that the platform's container of a job's pages asks for. */
    public Job<?, ?> getObject() {
        return job;
    }

    /**
     * A part of the operations.
     *
     * @param newest the highest build number to look at, as the page's own links give it; anything else begins at the
     *     last build
     * @param before the position within that build's records, likewise
     */
    public JobRecordPage page(String newest, String before) {
        return new JobRecordPage(job, Positions.build(newest), Positions.position(before));
    }

    /** Only jobs that have done something lately show the link; the page is there for every job. */
    @Override
    public String getIconFileName() {
        Run<?, ?> last = job.getLastBuild();
        boolean recently = last != null
                && IntStream.range(0, RECENT)
                        .map(ago -> last.getNumber() - ago)
                        .anyMatch(number -> BuildRecords.exist(new File(job.getBuildDir(), Integer.toString(number)))
                                || BuildParts.existOf(job, number));
        return recently ? "symbol-key" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.BuildRecordsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return Positions.URL;
    }

    /** Adds the page to every job. */
    @Extension
    @Restricted(NoExternalUse.class)
    @SuppressWarnings("rawtypes") // a class literal has no type arguments
    public static final class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return JobRecordsAction.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job target) {
            return List.of(new JobRecordsAction((Job<?, ?>) target));
        }
    }
}
