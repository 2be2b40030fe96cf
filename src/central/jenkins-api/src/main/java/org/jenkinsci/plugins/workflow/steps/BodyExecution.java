package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;
import java.util.concurrent.Future;

/** A block under way. */
public abstract class BodyExecution implements Future<Object>, Serializable {

    // As the real one has it: what is serialised under one of them is read under the other.
    private static final long serialVersionUID = 1L;

    public boolean cancel(Throwable t) {
        throw new UnsupportedOperationException("BodyExecution.cancel needs a real Jenkins");
    }
}
