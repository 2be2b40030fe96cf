package io.jenkins.plugins.senhasegura.mysafe;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The page of a job that lists the last activations across its builds, for the auditor. */
public final class EnablePasswordJobAction implements Action {
    /** So many builds are looked at to tell whether the job has anything to show; a link must cost next to nothing. */
    private static final int RECENT = 5;

    private final Job<?, ?> job;

    EnablePasswordJobAction(Job<?, ?> job) {
        this.job = job;
    }

    /** The job whose page it is. */
    public Job<?, ?> getJob() {
        return job;
    }

    /**
     * A part of the activations.
     *
     * @param newest the highest build number to look at, as the page's own links give it; anything else begins at the
     *     last build
     */
    public ActivationPage page(String newest) {
        // Nine digits always fit.
        boolean number = newest != null && newest.matches("[0-9]{1,9}");
        return new ActivationPage(job, number ? Integer.parseInt(newest) : 0);
    }

    /** Only jobs that have enabled a password lately show the link; the page is there for every job. */
    @Override
    public String getIconFileName() {
        Run<?, ?> run = job.getLastBuild();
        for (int i = 0; run != null && i < RECENT; i++) {
            if (run.getAction(EnablePasswordAction.class) != null) {
                return "symbol-key";
            }
            run = run.getPreviousBuild();
        }
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.EnablePasswordAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "mysafe";
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
        public Collection<? extends Action> createFor(Job target) {
            return List.of(new EnablePasswordJobAction((Job<?, ?>) target));
        }
    }
}
