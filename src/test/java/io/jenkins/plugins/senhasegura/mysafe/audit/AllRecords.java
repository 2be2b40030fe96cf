package io.jenkins.plugins.senhasegura.mysafe.audit;

import hudson.model.Run;
import java.util.List;

/** What a build did, all of it, for tests of other packages. */
public final class AllRecords {
    private AllRecords() {}

    /** In the order in which they ended; none where the build has none. */
    public static List<OperationRecord> of(Run<?, ?> run) {
        return BuildRecords.of(run).page(0, BuildRecords.MOST).getPasswords();
    }
}
