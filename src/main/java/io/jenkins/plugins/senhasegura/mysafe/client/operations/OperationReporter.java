package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingTask;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.SerialQueue;
import io.jenkins.plugins.senhasegura.mysafe.client.model.CallLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Log, record and end of one operation, on the threads that may block for it, one after the other: whoever told the end has
 * others to serve.
 *
 * <p>Thread-safe: keeps nothing but the queue.
 */
final class OperationReporter {
    /** How long a stop waits for its line in the log; who stops wants it at once. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    private static final String WRITING = "writing to the log of a build";

    private final CallLog log;
    private final SerialQueue queue;

    /** @param queue the build's */
    OperationReporter(CallLog log, SerialQueue queue) {
        this.log = log;
        this.queue = queue;
    }

    /** Puts a line in the log, unless the log hangs. */
    void write(String line) {
        queue.executeUnlessHanging(() -> {
            BlockingTask.at(WRITING);
            log.line(line);
        });
    }

    /** Says in log and record how it ended. */
    void report(OperationEnd end) {
        queue.executeUnlessHanging(() -> {
            BlockingTask.at(WRITING);
            OperationReport.lines(end, Locale.getDefault()).forEach(log::line);
        });
        queue.execute(() -> {
            BlockingTask.at("keeping the record of an operation");
            log.ended(end);
        });
    }

    /** The same; the future ends with it, or when it takes too long. */
    CompletableFuture<Void> report(OperationEnd end, Scheduler scheduler) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        report(end);
        queue.execute(() -> told.complete(null));
        Future<?> timer = scheduler.schedule(LONGEST, () -> told.complete(null));
        told.whenComplete((nothing, failure) -> timer.cancel(false));
        return told;
    }

    /** Runs what tells the end, after what was written before it. */
    void tell(Runnable end) {
        queue.execute(() -> {
            BlockingTask.at("telling the end of an operation");
            end.run();
        });
    }
}
