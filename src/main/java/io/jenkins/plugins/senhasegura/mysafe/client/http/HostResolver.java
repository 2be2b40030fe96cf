package io.jenkins.plugins.senhasegura.mysafe.client.http;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingTask;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names on worker threads before they are needed, and answers the connection manager from memory: it asks on
 * the I/O thread, which must not block.
 *
 * <p>Thread-safe, without a lock.
 */
public final class HostResolver implements DnsResolver {
    /** As long as the Java runtime itself remembers by default. */
    static final Duration REMEMBERED = Duration.ofSeconds(30);

    /** Looks a name up; may block. */
    @FunctionalInterface
    public interface Lookup {
        InetAddress[] lookup(String host) throws UnknownHostException;
    }

    private record Entry(InetAddress[] addresses, long since) {}

    private final Map<String, Entry> known = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
    private final BlockingPool workers;
    private final Scheduler scheduler;
    private final Lookup lookup;

    HostResolver(BlockingPool workers, Scheduler scheduler, Lookup lookup) {
        this.workers = workers;
        this.scheduler = scheduler;
        this.lookup = lookup;
    }

    /** Whether the addresses are at hand, so that nothing needs to wait. */
    boolean isReady(String host) {
        Entry entry = known.get(host);
        return entry != null && scheduler.nanoTime() - entry.since < REMEMBERED.toNanos();
    }

    /**
     * Makes the addresses ready; concurrent callers share one look-up. The future is the caller's own to cancel.
     *
     * @param wanted whether the caller still needs them; reads memory only
     */
    CompletableFuture<Void> prepare(String host, Duration deadline, BooleanSupplier wanted) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> shared = underWay.putIfAbsent(host, mine);
        if (shared != null) {
            return shared.handle((nothing, failure) -> failure)
                    .thenCompose(failure -> joined(failure, host, deadline, wanted));
        }
        // By its name it has few threads: where it hangs, it is no other's hang.
        workers.call(deadline, host, () -> lookUp(host)).whenComplete((addresses, failure) -> {
            underWay.remove(host, mine);
            if (failure == null) {
                known.put(host, new Entry(addresses, scheduler.nanoTime()));
                mine.complete(null);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine.copy();
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        BlockingTask.at("looking up the host " + host);
        return lookup.lookup(host);
    }

    /** The end of somebody else's look-up; one that was given up had begun earlier, and its time is not this caller's. */
    private CompletableFuture<Void> joined(Throwable failure, String host, Duration deadline, BooleanSupplier wanted) {
        if (failure == null) {
            return CompletableFuture.completedFuture(null);
        }
        return failure instanceof TimeoutException && wanted.getAsBoolean()
                ? prepare(host, deadline, wanted)
                : CompletableFuture.failedFuture(failure);
    }

    /** How many addresses the name has, at least 1. */
    int addressCount(String host) {
        Entry entry = known.get(host);
        return entry == null ? 1 : Math.max(1, entry.addresses.length);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        Entry entry = known.get(host);
        if (entry == null) {
            throw new UnknownHostException(host);
        }
        return entry.addresses.clone();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
