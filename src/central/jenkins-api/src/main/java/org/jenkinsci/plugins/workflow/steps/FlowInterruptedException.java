package org.jenkinsci.plugins.workflow.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Result;
import java.util.List;
import jenkins.model.CauseOfInterruption;

/** Ends a Pipeline, or a part of it, with a result. */
public final class FlowInterruptedException extends InterruptedException {

    // As the real one has it: what is serialised under one of them is read under the other.
    private static final long serialVersionUID = 630482382622970136L;

    private final transient Result result;
    private final transient List<CauseOfInterruption> causes;

    public FlowInterruptedException(
            @NonNull Result result, boolean actualInterruption, @NonNull CauseOfInterruption... causes) {
        this.result = result;
        this.causes = List.of(causes);
    }

    @NonNull
    public Result getResult() {
        return result;
    }

    @NonNull
    public List<CauseOfInterruption> getCauses() {
        return causes;
    }
}
