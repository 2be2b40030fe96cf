package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.FutureCallback;

/** Starts a block. */
public abstract class BodyInvoker {

    public abstract BodyInvoker withCallback(BodyExecutionCallback callback);

    public final BodyInvoker withCallback(FutureCallback<Object> callback) {
        throw new UnsupportedOperationException("BodyInvoker.withCallback needs a real Jenkins");
    }

    public abstract BodyExecution start();
}
