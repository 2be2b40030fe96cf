package org.jenkinsci.plugins.workflow.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;

/** One run of a step. */
public abstract class StepExecution implements Serializable {

    // As the real one has it: what is serialised under one of them is read under the other.
    private static final long serialVersionUID = 1L;

    private final StepContext context;

    @Deprecated
    protected StepExecution() {
        context = null;
    }

    protected StepExecution(@NonNull StepContext context) {
        this.context = context;
    }

    @NonNull
    public StepContext getContext() {
        return context;
    }

    public abstract boolean start() throws Exception;

    public void stop(@NonNull Throwable cause) throws Exception {
        throw new UnsupportedOperationException("StepExecution.stop needs a real Jenkins");
    }

    public void onResume() {
        // For those who override it.
    }

    @CheckForNull
    public String getStatus() {
        return null;
    }
}
