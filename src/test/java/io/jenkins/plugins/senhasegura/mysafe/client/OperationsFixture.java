package io.jenkins.plugins.senhasegura.mysafe.client;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.Backoff;
import io.jenkins.plugins.senhasegura.mysafe.testing.PushedScheduler;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A {@link PasswordOperations} with the real HTTP client, without waits between attempts, with a clock that a test may push
 * on and names that a test may resolve. Each call has credentials of its own, so that no test meets another one's token.
 */
public final class OperationsFixture implements AutoCloseable {
    static final String USER_AGENT = "senhasegura-mysafe/1.2 (Jenkins plugin)";
    static final String CLIENT_ID = "the-client-id";
    public static final String SECRET = "the-client-secret";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Locale usual = Locale.getDefault();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "test-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final PushedScheduler scheduler = new PushedScheduler(timer);
    private final Map<String, InetAddress> hosts = new ConcurrentHashMap<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    public final PasswordOperations enabler;

    public OperationsFixture() {
        Locale.setDefault(Locale.ENGLISH);
        enabler = new PasswordOperations(USER_AGENT, scheduler, this::resolve, new Backoff(bound -> 0));
        host("localhost", InetAddress.getLoopbackAddress());
        host("127.0.0.1", InetAddress.getLoopbackAddress());
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress address = hosts.get(host);
        if (address == null) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {address};
    }

    /** Makes a name known; any other but {@code localhost} cannot be resolved. */
    void host(String name, InetAddress address) {
        hosts.put(name, address);
    }

    /** Pushes the clock on. */
    public void push(Duration time) {
        scheduler.push(time);
    }

    public static ClientCredentials credentials() {
        return new ClientCredentials("key-" + NUMBER.incrementAndGet(), CLIENT_ID, SECRET);
    }

    /** Enables password 10 and waits for the end. */
    public OperationEnd enable(SimulatedServer server) {
        return enable(Settings.of(server).build());
    }

    public OperationEnd enable(ServerSettings settings) {
        return enable(settings, credentials());
    }

    public OperationEnd enable(ServerSettings settings, ClientCredentials credentials) {
        return enable(new OperationRequest(
                Operation.ENABLE, "10", () -> ErrorMapping.NONE, () -> settings, () -> credentials));
    }

    public OperationEnd enable(OperationRequest request) {
        try {
            return enabler.start(request, log::add).result().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    public OperationResult activation(SimulatedServer server) {
        return enable(server).operation();
    }

    /** All log lines up to now. */
    public List<String> log() {
        return log;
    }

    @Override
    public void close() {
        enabler.close();
        timer.shutdownNow();
        Locale.setDefault(usual);
    }
}
