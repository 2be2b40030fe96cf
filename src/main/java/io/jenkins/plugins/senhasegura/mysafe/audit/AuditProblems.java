package io.jenkins.plugins.senhasegura.mysafe.audit;

import hudson.Extension;
import io.jenkins.plugins.senhasegura.mysafe.config.Problem;
import io.jenkins.plugins.senhasegura.mysafe.config.ProblemSource;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What the monitor says of the audit: its gaps, and files of a later version. */
@Extension
@Restricted(NoExternalUse.class)
public final class AuditProblems implements ProblemSource {
    private static final String PAGE = "manage/" + AuditLogAction.URL + "/";
    private static final int LONGEST_REASON = 200;

    @Override
    public List<Problem> problems() {
        AuditLog audit = AuditLog.get();
        List<Problem> problems = new ArrayList<>();
        for (AuditGap gap : audit.gaps()) {
            String reason = PlainText.of(gap.reason(), LONGEST_REASON);
            problems.add(
                    gap.to() == null
                            ? Problem.on(PAGE, "auditGapOpen", gap.from(), gap.lost(), reason)
                            : Problem.on(PAGE, "auditGap", gap.from(), gap.to(), gap.lost(), reason));
        }
        audit.newer().forEach(file -> problems.add(Problem.on(PAGE, "auditNewer", file)));
        return problems;
    }
}
