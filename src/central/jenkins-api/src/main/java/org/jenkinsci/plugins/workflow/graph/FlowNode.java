package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Actionable;
import hudson.model.Saveable;

/** A node of a Pipeline's graph. */
public abstract class FlowNode extends Actionable implements Saveable {

    FlowNode() {}

    public final boolean isActive() {
        throw new UnsupportedOperationException("FlowNode.isActive needs a real Jenkins");
    }

    public String getId() {
        throw new UnsupportedOperationException("FlowNode.getId needs a real Jenkins");
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException("FlowNode.getDisplayName needs a real Jenkins");
    }
}
