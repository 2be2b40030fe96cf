package org.jenkinsci.plugins.workflow.steps;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;

/** A step of a Pipeline. */
public abstract class Step extends AbstractDescribableImpl<Step> implements ExtensionPoint {

    public Step() {}

    public abstract StepExecution start(StepContext context) throws Exception;
}
