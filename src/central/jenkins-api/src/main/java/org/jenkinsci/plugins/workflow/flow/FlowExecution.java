package org.jenkinsci.plugins.workflow.flow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** A Pipeline under way. */
public abstract class FlowExecution {

    FlowExecution() {}

    public abstract FlowExecutionOwner getOwner();

    @CheckForNull
    public abstract FlowNode getNode(String id) throws IOException;
}
