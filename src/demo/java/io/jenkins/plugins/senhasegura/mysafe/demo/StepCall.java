package io.jenkins.plugins.senhasegura.mysafe.demo;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.DemoRun;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.PrintStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jenkinsci.plugins.workflow.graph.DemoNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Where one step runs, with or without a block. */
final class StepCall extends StepContext {
    private static final long serialVersionUID = 1L;

    private final transient DemoRun run;
    private final transient PrintStream log;
    private final transient Callable<Object> block;
    private final transient FlowNode node = new DemoNode();
    private final transient CompletableFuture<Object> end = new CompletableFuture<>();
    /** What the thread of the build has to do for the step. */
    private final transient BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    StepCall(DemoRun run, PrintStream log, Callable<Object> block) {
        this.run = run;
        this.log = log;
        this.block = block;
        end.whenComplete((result, failure) -> tasks.add(() -> {}));
    }

    /** The step's result, when it has told its end; throws what it fails with. */
    Object await() throws Throwable {
        while (!end.isDone()) {
            tasks.take().run();
        }
        try {
            return end.join();
        } catch (CompletionException failed) {
            throw failed.getCause();
        }
    }

    @Override
    public <T> T get(Class<T> key) {
        Object found = key == Run.class
                ? run
                : key == TaskListener.class ? (TaskListener) () -> log : key == FlowNode.class ? node : null;
        return key.cast(found);
    }

    @Override
    public void onSuccess(Object result) {
        end.complete(result);
    }

    @Override
    public void onFailure(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    /** Nothing outlives the demo. */
    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateFuture(null);
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        if (block == null) {
            throw new IllegalStateException("There is no block");
        }
        return new Block();
    }

    private void runBlock(BodyExecutionCallback told) {
        Object result;
        try {
            result = block.call();
        } catch (Throwable failure) { // a script may throw anything
            told.onFailure(this, failure);
            return;
        }
        told.onSuccess(this, result);
    }

    private final class Block extends BodyInvoker {
        private BodyExecutionCallback callback;

        @Override
        public BodyInvoker withCallback(BodyExecutionCallback told) {
            callback = told;
            return this;
        }

        /** The execution is asked for nothing, since nobody aborts a build here. */
        @Override
        public BodyExecution start() {
            tasks.add(() -> runBlock(callback));
            return null;
        }
    }
}
