package org.jenkinsci.plugins.workflow.graph;

/** A step's node where there is no Jenkins: keeps what is attached to it, in memory. */
public final class DemoNode extends FlowNode {
    @Override
    public String getId() {
        return "1";
    }

    @Override
    public void save() {
        // Nothing outlives the demo.
    }
}
