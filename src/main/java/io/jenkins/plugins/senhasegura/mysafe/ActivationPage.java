package io.jenkins.plugins.senhasegura.mysafe;

import hudson.model.Job;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Some of a job's activations, the newest first. Loads at most {@link #MOST_BUILDS} builds from disk, however many the
 * job has and however few of them enabled a password.
 */
public final class ActivationPage {
    static final int MOST_BUILDS = 100;
    static final int MOST_ROWS = 50;

    private final List<ActivationRow> rows = new ArrayList<>();
    private final int newest;
    private int oldest;
    private boolean more;

    /** @param newest the highest build number that is looked at; 0 or less for the last build */
    ActivationPage(Job<?, ?> job, int newest) {
        Run<?, ?> run = newest > 0 ? job.getNearestOldBuild(newest) : job.getLastBuild();
        this.newest = run == null ? 0 : run.getNumber();
        for (int builds = 0; run != null; builds++) {
            if (builds == MOST_BUILDS || rows.size() >= MOST_ROWS) {
                more = true;
                break;
            }
            add(run);
            oldest = run.getNumber();
            run = run.getPreviousBuild();
        }
    }

    private void add(Run<?, ?> run) {
        EnablePasswordAction action = run.getAction(EnablePasswordAction.class);
        if (action != null) {
            List<String> causes = action.getCauses();
            List<EnablePasswordRecord> passwords = new ArrayList<>(action.getPasswords());
            Collections.reverse(passwords);
            passwords.forEach(password -> rows.add(new ActivationRow(run, password, causes)));
        }
    }

    /** The activations. */
    public List<ActivationRow> getRows() {
        return Collections.unmodifiableList(rows);
    }

    /** The highest build number that was looked at; 0 when the job has no build. */
    public int getNewest() {
        return newest;
    }

    /** The lowest build number that was looked at. */
    public int getOldest() {
        return oldest;
    }

    /** Whether there are older builds. */
    public boolean isMore() {
        return more;
    }

    /** Where the next page begins. */
    public int getNext() {
        return oldest - 1;
    }

    /** A picture of the activations of this page. */
    public ActivationChart getChart() {
        return new ActivationChart(rows);
    }
}
