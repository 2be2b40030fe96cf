package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.window.Closed;
import io.jenkins.plugins.senhasegura.mysafe.window.Ended;
import java.util.List;
import java.util.function.Predicate;

/** What the closing of a window makes of its build, and says in its log. */
final class WindowEnd {
    private final WindowOptions options;
    private final WindowGate gate;
    private final TaskListener listener;
    private final Predicate<Closed> isSettled;
    private final boolean aborted;

    /**
     * @param isSettled whether the password of a hold is known to have been disabled after its end
     * @param aborted whether the window was given up, rather than what it asked for
     */
    WindowEnd(
            WindowOptions options,
            WindowGate gate,
            TaskListener listener,
            Predicate<Closed> isSettled,
            boolean aborted) {
        this.options = options;
        this.gate = gate;
        this.listener = listener;
        this.isSettled = isSettled;
        this.aborted = aborted;
    }

    /** Says what became of each password, and tells the worst of it. */
    PasswordWindow.Closing closing(List<Closed> all) {
        PasswordWindow.Closing worst = new PasswordWindow.Closing(BuildResult.SUCCESS, null, null);
        for (Closed ended : all) {
            Closed each = asItIsNow(ended);
            listener.getLogger().println(WindowTexts.closed(each));
            if (each.how() == Closed.How.STILL_ACTIVE) {
                OperationTask.Ended end =
                        gate.result(Operation.DISABLE, each.lease().key().password());
                BuildResult result = end == null ? resultOf(each.ended()) : end.build();
                if (result.compareTo(worst.result()) > 0) {
                    String password = Long.toString(each.lease().key().password());
                    worst = new PasswordWindow.Closing(result, end, password);
                }
            }
        }
        return worst;
    }

    /** A hold may have ended long before its window: what its own end left to the keeper, that has disabled perhaps. */
    private Closed asItIsNow(Closed ended) {
        return ended.how() == Closed.How.STILL_ACTIVE && isSettled.test(ended)
                ? new Closed(ended.lease(), Closed.How.ENDED_BEFORE, ended.others(), ended.ended())
                : ended;
    }

    /**
     * What a request to disable makes of the build that has no end for it: it was given up, or was the keeper's.
     *
     * @param ended its end, or null where it was given up
     */
    private BuildResult resultOf(Ended ended) {
        Outcome outcome = ended == null ? Outcome.UNREACHABLE : ended.outcome();
        // What was stopped, or broke off, is no error that a job has an opinion on.
        return aborted || outcome == Outcome.ABORTED
                ? BuildResult.FAILURE
                : options.single(Operation.DISABLE, options.ids().get(0))
                        .mapping()
                        .over(ErrorMapping.ALL_FAIL)
                        .resultOf(outcome);
    }
}
