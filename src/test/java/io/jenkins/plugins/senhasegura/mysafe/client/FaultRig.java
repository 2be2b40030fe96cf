package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.http.HostResolver;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.Backoff;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.BuildOperations;
import io.jenkins.plugins.senhasegura.mysafe.testing.PushedScheduler;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A {@link PasswordOperations} with the real HTTP client whose clock a fault pushes on at the moment it has happened, so
 * that time-outs are exact and none is waited out, whose names a test resolves, and whose timers and threads are counted.
 */
public final class FaultRig implements AutoCloseable {
    public static final String SECRET = "s3nha+segura&=%";
    static final String TIMER = "rig-timer";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Locale usual = Locale.getDefault();
    private final ScheduledThreadPoolExecutor timer;
    private final Map<String, HostResolver.Lookup> hosts = new ConcurrentHashMap<>();
    private final PushedScheduler scheduler;
    public final List<String> log = new CopyOnWriteArrayList<>();
    public final PasswordOperations enabler;
    private final SimulatedServer bystander = SimulatedServer.http().pending(Responses.activated());

    public FaultRig() {
        Locale.setDefault(Locale.ENGLISH);
        timer = (ScheduledThreadPoolExecutor) Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, TIMER);
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        scheduler = new PushedScheduler(timer);
        enabler = new PasswordOperations("test", scheduler, this::resolve, new Backoff(bound -> 0));
        host("localhost", name -> new InetAddress[] {InetAddress.getLoopbackAddress()});
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        HostResolver.Lookup lookup = hosts.get(host);
        if (lookup == null) {
            throw new UnknownHostException(host);
        }
        return lookup.lookup(host);
    }

    /** Makes a name known; any other but {@code localhost} cannot be resolved. */
    public void host(String name, HostResolver.Lookup lookup) {
        hosts.put(name, lookup);
    }

    /** Pushes the clock on. */
    public void push(Duration time) {
        scheduler.push(time);
    }

    /** Waits until the client has read what was sent to it: its one I/O thread has carried a whole activation since. */
    void awaitRead() {
        OperationRequest request = new OperationRequest(
                Operation.ENABLE,
                "10",
                () -> ErrorMapping.NONE,
                () -> Settings.of(bystander).build(),
                FaultRig::credentials);
        await(
                "the client has read",
                enabler.start(request, new BuildOperations(), line -> {}).result()::isDone);
    }

    public static ClientCredentials credentials() {
        return new ClientCredentials("key-" + NUMBER.incrementAndGet(), "client", SECRET);
    }

    PendingOperation start(ServerSettings settings, ClientCredentials credentials) {
        return start(settings, credentials, new BuildOperations());
    }

    PendingOperation start(ServerSettings settings, ClientCredentials credentials, BuildOperations ofBuild) {
        return enabler.start(
                new OperationRequest(
                        Operation.ENABLE, "10", () -> ErrorMapping.NONE, () -> settings, () -> credentials),
                ofBuild,
                log::add);
    }

    PendingOperation start(ServerSettings settings) {
        return start(settings, credentials());
    }

    public OperationEnd enable(ServerSettings settings, ClientCredentials credentials) throws Exception {
        return start(settings, credentials).result().get(30, TimeUnit.SECONDS);
    }

    public OperationEnd enable(ServerSettings settings) throws Exception {
        return enable(settings, credentials());
    }

    public void assertActivates(ServerSettings settings) throws Exception {
        OperationResult activation = enable(settings).operation();
        assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.ACTIVATED);
    }

    int openConnections() {
        return enabler.client().transport().openConnections();
    }

    int busyConnections() {
        return enabler.client().transport().busyConnections();
    }

    /** Tasks that wait for their time. */
    public int timers() {
        return timer.getQueue().size();
    }

    /** The client's own threads that live at the moment. */
    public static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("mysafe-"))
                .sorted()
                .toList();
    }

    /** Waits, without a fixed time, until something has come true on another thread. */
    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime()
                + Duration.ofMillis(Long.getLong("await", 20_000)).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as(what).isNegative();
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        enabler.close();
        bystander.close();
        timer.shutdownNow();
        Locale.setDefault(usual);
    }
}
