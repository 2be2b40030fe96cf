package io.jenkins.plugins.senhasegura.mysafe.client;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.diagnosis.ConnectionCheck;
import io.jenkins.plugins.senhasegura.mysafe.client.http.HostResolver;
import io.jenkins.plugins.senhasegura.mysafe.client.model.CallLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Stage;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.Backoff;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.BuildOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.MySafeClient;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.RunningOperation;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns a request into an outcome and the outcome into a result: the one piece that the step, the build step and the
 * command line share. Everything that may block runs on threads of its own.
 *
 * <p>Thread-safe, {@link #close} included.
 */
public final class PasswordOperations implements AutoCloseable {
    private static final int CLOSINGS = 4;
    private static final int CONNECTIONS = 2;

    private final Scheduler scheduler;
    private final BlockingPool pool;
    private final BlockingPool closings;
    private final BlockingPool connections;
    private final BlockingPool names;
    private final MySafeClient client;
    private final Set<RunningOperation> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public PasswordOperations(String userAgent, Scheduler scheduler, HostResolver.Lookup lookup, Backoff backoff) {
        this.scheduler = scheduler;
        this.pool = new BlockingPool(scheduler, "mysafe-blocking");
        // Closings of windows and connections apart, since openings may have it full of look-ups.
        this.closings = new BlockingPool(scheduler, "mysafe-closings", CLOSINGS, CLOSINGS);
        this.connections = new BlockingPool(scheduler, "mysafe-connections", CONNECTIONS, CONNECTIONS);
        // Names apart, since no interrupt reaches the system's resolver.
        this.names = new BlockingPool(scheduler, "mysafe-names");
        this.client = new MySafeClient(userAgent, scheduler, connections, names, lookup, backoff);
    }

    /**
     * Starts the client with threads of its own; one is enough for a controller.
     *
     * @param userAgent names plugin and version to the server
     */
    public static PasswordOperations create(String userAgent) {
        return create(userAgent, Scheduler.system());
    }

    /**
     * The same with another clock and timer.
     *
     * @param scheduler closed with the client
     */
    public static PasswordOperations create(String userAgent, Scheduler scheduler) {
        return new PasswordOperations(userAgent, scheduler, InetAddress::getAllByName, MySafeClient.jitter());
    }

    /** The same for a request that nothing else is stopped with. */
    public PendingOperation start(OperationRequest request, CallLog log) {
        return start(request, new BuildOperations(), log);
    }

    /**
     * Starts an operation on a password. Returns at once; nothing here throws for what a user can mend, it becomes
     * {@link Outcome#CONFIGURATION}.
     *
     * @param ofBuild those of the same build, which this one now belongs to
     * @param log is told, never on the I/O thread, what happens meanwhile and the report at the end
     */
    public PendingOperation start(OperationRequest request, BuildOperations ofBuild, CallLog log) {
        RunningOperation running = request.isClosing()
                ? new RunningOperation(client, closings, request, ofBuild.closings(), log)
                : new RunningOperation(client, pool, request, ofBuild, log);
        underWay.add(running);
        running.result().whenComplete((end, failure) -> underWay.remove(running));
        ofBuild.add(running);
        if (closed) {
            running.close();
        } else {
            running.start();
        }
        return running;
    }

    /**
     * Tries a server without changing anything. The future is told all stages that were tried, the failed one last.
     *
     * @param locale of the stages' texts
     */
    public CompletableFuture<List<Stage>> test(ServerSettings server, ClientCredentials credentials, Locale locale) {
        return new ConnectionCheck(client, server, credentials, locale).start();
    }

    /** The longest that {@link #test} can take under these limits: every stage has its own deadline. */
    public static Duration longestTest(Limits limits) {
        return ConnectionCheck.longest(limits);
    }

    public MySafeClient client() {
        return client;
    }

    /** Aborts everything under way and ends every thread and connection. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(RunningOperation::close);
        client.close();
        pool.close();
        closings.close();
        connections.close();
        names.close();
        scheduler.close();
    }
}
