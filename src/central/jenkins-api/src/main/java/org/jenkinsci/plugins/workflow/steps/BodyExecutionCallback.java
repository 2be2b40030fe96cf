package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;

/** Is told the begin and the end of a block. */
public abstract class BodyExecutionCallback implements Serializable {

    // As the real one has it: what is serialised under one of them is read under the other.
    private static final long serialVersionUID = 1L;

    public void onStart(StepContext context) {
        // Those who need it override it.
    }

    public abstract void onSuccess(StepContext context, Object result);

    public abstract void onFailure(StepContext context, Throwable t);
}
