package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.AbortException;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How a freestyle build waits on its own executor for what it has asked for. */
final class FreestyleWait {
    /** How long who aborts a build waits for the log. */
    private static final int LOG_SECONDS = 5;

    private FreestyleWait() {}

    /**
     * What came of it is passed on to the build.
     *
     * @return whether the build goes on
     */
    static boolean apply(BuildResult result, AbstractBuild<?, ?> build) {
        if (result == BuildResult.UNSTABLE) {
            build.setResult(Result.UNSTABLE);
        }
        return result != BuildResult.FAILURE;
    }

    /**
     * Waits for an end.
     *
     * @param abort gives up what is waited for when the build is aborted; completed when it has said so in the log
     */
    static <T> T until(CompletableFuture<T> end, Supplier<CompletableFuture<Void>> abort, BuildListener listener)
            throws IOException, InterruptedException {
        try {
            return end.get();
        } catch (InterruptedException aborted) {
            // The log ends with the build.
            abort.get().completeOnTimeout(null, LOG_SECONDS, TimeUnit.SECONDS).join();
            throw aborted;
        } catch (CancellationException stopped) {
            // Aborted, as Jenkins ends it: whatever the message of this exception is, it shows nobody.
            listener.getLogger().println(Messages.AbstractPasswordBuilder_stopped());
            throw new InterruptedException();
        } catch (ExecutionException broken) {
            Throwable cause = broken.getCause();
            throw cause instanceof AbortException told ? told : new AbortException(cause.getMessage());
        }
    }
}
