package org.jenkinsci.plugins.workflow.flow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Queue;
import java.io.IOException;
import java.io.Serializable;

/** Whose Pipeline it is. */
public abstract class FlowExecutionOwner implements Serializable {

    FlowExecutionOwner() {}

    /** A build that is a Pipeline. */
    public interface Executable extends Queue.Executable {

        @CheckForNull
        FlowExecutionOwner asFlowExecutionOwner();
    }

    public abstract Queue.Executable getExecutable() throws IOException;

    @CheckForNull
    public FlowExecution getOrNull() {
        throw new UnsupportedOperationException("FlowExecutionOwner.getOrNull needs a real Jenkins");
    }
}
