package io.jenkins.plugins.senhasegura.mysafe.audit;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Cause;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;
import jenkins.model.experimentalflags.UserExperimentalFlag;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * Which operations a build asked for: the summary on the build page, a page of its own for the older ones, and both by
 * REST. A tab with a card for who has chosen the platform's new build page, which calls all summaries legacy. Made anew whenever somebody looks, where the build's folder has a file of records, so nothing of it is ever saved
 * with the build.
 */
@ExportedBean(defaultVisibility = 2)
public final class BuildRecordsAction extends Tab {
    /** Shown on the build page and in the build's own REST. */
    static final int MOST_IN_SUMMARY = 50;
    /** Shown on a page of this action. */
    static final int MOST_ON_PAGE = 50;
    /** Returned at once by this action's own REST. */
    static final int MOST_IN_REST = 500;

    private static final int MOST_CAUSES = 20;
    private static final String NEW_PAGE = "jenkins.model.experimentalflags.NewBuildPageUserExperimentalFlag";

    private final Run<?, ?> run;
    private final boolean ofParts;
    private List<Run<?, ?>> parts;
    private RecordPage newest;

    /** @param ofParts whether what is shown was done by the builds of which this one consists */
    BuildRecordsAction(Run<?, ?> run, boolean ofParts) {
        super(run);
        this.run = run;
        this.ofParts = ofParts;
    }

    /** The build whose page it is. */
    public Run<?, ?> getRun() {
        return run;
    }

    private RecordPage newest() {
        if (newest == null) {
            newest = page(0, MOST_IN_SUMMARY);
        }
        return newest;
    }

    /** Of the build itself; where it has none, what its parts have done last. */
    private RecordPage page(long before, int most) {
        return isOfParts()
                ? RecordPage.together(
                        parts().stream()
                                .map(part -> BuildRecords.of(part).page(0, most))
                                .toList(),
                        most)
                : BuildRecords.of(run).page(before, most);
    }

    /** Whether what is shown was done by the builds of which this one consists. */
    public boolean isOfParts() {
        return ofParts;
    }

    private List<Run<?, ?>> parts() {
        if (parts == null) {
            parts = BuildParts.of(run.getParent(), run.getNumber());
        }
        return parts;
    }

    /** The newest operations in the order in which they ended. */
    @Exported
    public List<OperationRecord> getPasswords() {
        return newest().getPasswords();
    }

    /** How many operations of the build have ended; {@link #getPasswords} has the newest of them. */
    @Exported
    public long getTotal() {
        return newest().getTotal();
    }

    /** How many of the newest are there but cannot be read. */
    @Exported
    public long getUnreadable() {
        return newest().getUnreadable();
    }

    /** By whom or what the build was started, one line each. */
    @Exported
    public List<String> getCauses() {
        return causes(run);
    }

    static List<String> causes(Run<?, ?> run) {
        return run.getCauses().stream()
                .limit(MOST_CAUSES)
                .map(Cause::getShortDescription)
                .map(cause -> PlainText.of(cause, OperationRecord.LONGEST_FIELD))
                .toList();
    }

    /** What the build page lists: the newest in the order in which they ended. */
    public List<RecordRow> getSummary() {
        return isOfParts() ? RecordRow.ofParts(parts(), MOST_IN_SUMMARY) : RecordRow.oldestFirst(newest());
    }

    /** Whether the summary has all of them. */
    public boolean isWhole() {
        return newest().getTotal() <= MOST_IN_SUMMARY;
    }

    /** A part of the operations, the newest first; anything but a position begins at the newest. */
    public RecordPage page(String before) {
        return page(Positions.position(before), MOST_ON_PAGE);
    }

    /** The rows of a page. Those of parts have one page, and the rest is on their own, to which each row leads. */
    public List<RecordRow> rows(RecordPage page) {
        return isOfParts() ? RecordRow.ofParts(parts(), MOST_ON_PAGE) : RecordRow.newestFirst(page);
    }

    /** The same by REST: {@code api/json?before=…}. */
    public Api getApi() {
        String before = Stapler.getCurrentRequest2().getParameter("before");
        return new Api(page(Positions.position(before), MOST_IN_REST));
    }

    /** Whether whoever looks has chosen the new build page, which shows a card where the usual one has a summary. */
    public boolean isOnNewPage() {
        return Boolean.TRUE.equals(UserExperimentalFlag.<Boolean>getFlagValueForCurrentUser(NEW_PAGE));
    }

    /** None on the usual page: the summary is part of the build's own page and links to the rest. */
    @Override
    public String getIconFileName() {
        return isOnNewPage() ? "symbol-key" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.BuildRecordsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return Positions.URL;
    }

    /** Adds it to each build that has records. */
    @Extension
    @Restricted(NoExternalUse.class)
    @SuppressWarnings("rawtypes") // a class literal has no type arguments
    public static final class Factory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return BuildRecordsAction.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run target) {
            Run<?, ?> run = target;
            boolean own = BuildRecords.exist(run.getRootDir());
            return own || BuildParts.existOf(run.getParent(), run.getNumber())
                    ? List.of(new BuildRecordsAction(run, !own))
                    : List.of();
        }
    }
}
