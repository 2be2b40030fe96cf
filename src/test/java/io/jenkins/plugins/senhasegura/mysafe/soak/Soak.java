package io.jenkins.plugins.senhasegura.mysafe.soak;

import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;

/**
 * Enables very many passwords on a {@link SoakServer} and holds every result against what the server did. Arguments: how
 * many, how many at a time, minutes at most, seed.
 */
final class Soak {
    private static final double SHARE_OF_FAULTS = 0.05;
    /** Two pools of sixteen, two for events, one or two for I/O. */
    private static final int MOST_THREADS = 36;

    private static final int TENTHS = 10;
    private static final int CREDENTIALS = 4;
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60), 3, 64, true);
    /** Growth below this is the measure's own noise. */
    private static final long HEAP_NOISE = 3L << 20;

    private static final int THREAD_NOISE = 2;

    /** A connection that is closed is still open for the server for a moment. */
    private static final int CLOSING = 8;

    /** What is counted after each tenth. */
    private record Sample(long heap, int threads, int own, int openConnections, int mostConnections) {}

    private final int number;
    private final int concurrency;
    private final long deadline;
    private final long seed;
    private final AtomicIntegerArray ends;
    private final AtomicInteger told = new AtomicInteger();
    private final Map<Outcome, AtomicInteger> outcomes = new EnumMap<>(Outcome.class);
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private String url;

    private Soak(int number, int concurrency, Duration most, long seed) {
        this.number = number;
        this.concurrency = concurrency;
        this.deadline = System.nanoTime() + most.toNanos();
        this.seed = seed;
        this.ends = new AtomicIntegerArray(number + 1);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new AtomicInteger());
        }
    }

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ENGLISH);
        Soak soak = new Soak(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                Duration.ofMinutes(Integer.parseInt(args[2])),
                Long.parseLong(args[3]));
        System.exit(soak.run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        System.out.printf(
                "soak: %d activations, %d at a time, %d %% of requests go wrong, seed %d%n",
                number, concurrency, Math.round(SHARE_OF_FAULTS * 100), seed);
        Process server = startServer();
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII));
            url = "http://localhost:" + out.readLine() + "/";
            long started = System.nanoTime();
            int begun = load();
            double seconds = (System.nanoTime() - started) / 1e9;
            if (begun < number) {
                complaints.add("only " + begun + " were begun when the time was over");
            }
            compare(begun);
            report(begun, seconds);
        } finally {
            server.getOutputStream().close();
            server.waitFor(10, TimeUnit.SECONDS);
            server.destroy();
        }
        complaints.stream().limit(20).forEach(complaint -> System.out.println("soak: WRONG: " + complaint));
        System.out.println(
                "soak: " + (complaints.isEmpty() ? "PASSED" : "FAILED, " + complaints.size() + " complaints"));
        return complaints.isEmpty();
    }

    private Process startServer() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Xss256k",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SoakServer.class.getName(),
                        Long.toString(seed),
                        Double.toString(SHARE_OF_FAULTS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Returns how many were begun. */
    private int load() throws Exception {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "soak-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        ServerSettings settings = Settings.of(url).name("soak").limits(LIMITS).build();
        ClientCredentials[] credentials = new ClientCredentials[CREDENTIALS];
        for (int i = 0; i < CREDENTIALS; i++) {
            credentials[i] = new ClientCredentials("key-" + i, "client-" + i, "secret-" + i);
        }
        Semaphore free = new Semaphore(concurrency);
        int id = 0;
        try (PasswordOperations enabler = PasswordOperations.create("soak", Scheduler.system(timer))) {
            while (id < number && System.nanoTime() - deadline < 0) {
                free.acquire();
                id++;
                int asked = id;
                ClientCredentials as = credentials[id % CREDENTIALS];
                OperationRequest request = new OperationRequest(
                        Operation.ENABLE, Integer.toString(id), () -> ErrorMapping.NONE, () -> settings, () -> as);
                enabler.start(request, line -> {}).result().whenComplete((enabled, failure) -> {
                    ended(asked, enabled);
                    free.release();
                });
                if (id % (number / TENTHS) == 0) {
                    sample();
                }
            }
            if (!free.tryAcquire(concurrency, LIMITS.totalTimeout().toSeconds() * 2, TimeUnit.SECONDS)) {
                complaints.add(concurrency - free.availablePermits() + " never ended");
            }
        } finally {
            timer.shutdownNow();
        }
        await("all connections are closed", () -> open()[0] <= 1);
        await("all threads have ended", () -> own() == 0);
        return id;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                complaints.add("not true after the client was closed: " + what);
                return;
            }
            Thread.onSpinWait();
        }
    }

    /** Outcome and attempts in one number, 0 for none yet. */
    private void ended(int id, OperationEnd enabled) {
        int end = -1;
        if (enabled != null) {
            OperationResult activation = enabled.operation();
            outcomes.get(activation.outcome()).incrementAndGet();
            end = 1 + activation.outcome().ordinal() + (activation.attempts() << 8);
            if (!activation.id().equals(Integer.toString(id))
                    || enabled.result() != activation.outcome().defaultResult()) {
                end = -2;
            }
        }
        if (ends.getAndSet(id, end) != 0) {
            ends.set(id, -3);
        }
        told.incrementAndGet();
    }

    private void sample() throws Exception {
        System.gc();
        int[] open = open();
        samples.add(new Sample(
                live(), ManagementFactory.getThreadMXBean().getThreadCount(), own(), open[0] - 1, open[1] - 1));
    }

    /** What the last collection left of the heap, whatever has been allocated since. */
    private static long live() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    private static int own() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mysafe-"))
                .count();
    }

    /** Connections that the server has open, this one included, and the most it ever had. */
    private int[] open() throws Exception {
        String[] both = get("open").split(" ");
        return new int[] {Integer.parseInt(both[0]), Integer.parseInt(both[1])};
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    // --- what the server recorded ----------------------------------------------------------------

    private long requests;
    private int refused;
    private int endedByToken;
    private String tokens = "";

    private void compare(int begun) throws Exception {
        String[] lines = get("record").split("\n");
        String[] counts = lines[0].split(" ");
        tokens = counts[0] + " token requests, " + counts[1] + " of them gone wrong";
        String[] recorded = new String[number + 1];
        for (int i = 1; i < lines.length; i++) {
            int blank = lines[i].indexOf(' ');
            recorded[Integer.parseInt(lines[i].substring(0, blank))] = lines[i].substring(blank + 1);
            requests += lines[i].length() - blank - 1;
        }
        for (int id = 1; id <= begun; id++) {
            String complaint = complaint(ends.get(id), recorded[id] == null ? "" : recorded[id]);
            if (complaint != null) {
                complaints.add("password " + id + ": " + complaint + "; the server did \"" + recorded[id] + "\"");
            }
        }
        if (told.get() != begun) {
            complaints.add(begun + " were begun, and " + told + " ends were told");
        }
        if (Long.parseLong(counts[2]) != requests) {
            complaints.add("the server's record is not whole");
        }
        compareSamples();
    }

    /** What is wrong with this end, given what the server did with each request for it; or null. */
    private String complaint(int end, String did) {
        if (end <= 0) {
            return switch (end) {
                case 0 -> "lost";
                case -1 -> "cancelled";
                case -2 -> "has another one's id, or the wrong build result";
                default -> "ended twice";
            };
        }
        Outcome outcome = Outcome.values()[(end & 0xFF) - 1];
        int attempts = end >> 8;
        Fault last = did.isEmpty() ? null : Fault.of(did.charAt(did.length() - 1));
        String said = outcome + " after " + attempts + " attempts";
        if (attempts == 0) {
            refused++;
            return outcome == Outcome.UNAVAILABLE && did.isEmpty() ? null : said;
        }
        // A kept connection that ends before the first byte is replaced by a new one, which is no attempt.
        long ended = did.chars()
                .filter(letter -> letter == Fault.CLOSED.letter || letter == Fault.RESET.letter)
                .count();
        if (did.length() > attempts + ended || attempts > LIMITS.attempts() + 1) {
            return said + ", more requests than that";
        }
        if (did.indexOf(Fault.NONE.letter) >= 0 && outcome != Outcome.ACTIVATED) {
            return said + ", though it was activated and told so";
        }
        for (int i = 0; i < did.length() - 1; i++) {
            Fault fault = Fault.of(did.charAt(i));
            if (!fault.outcome.isRetried() && fault != Fault.REVOKED) {
                return said + ", sent again after " + fault;
            }
        }
        if (last != null && last.outcome == outcome) {
            return null;
        }
        // Otherwise it was the token endpoint, or a connection that the server had closed, that the last attempt met.
        if (did.length() < attempts && outcome.isRetried()) {
            endedByToken++;
            return null;
        }
        return said;
    }

    private void compareSamples() {
        if (samples.size() < TENTHS) {
            return;
        }
        Sample first = samples.get(0);
        Sample last = samples.get(TENTHS - 1);
        // The first one still holds what starting has left behind.
        long heap = Math.min(first.heap, samples.get(1).heap);
        if (last.heap > heap + Math.max(heap / 10, HEAP_NOISE)) {
            complaints.add("the heap has grown from " + mebi(heap) + " to " + mebi(last.heap));
        }
        if (last.threads > first.threads + THREAD_NOISE) {
            complaints.add("threads have grown from " + first.threads + " to " + last.threads);
        }
        if (samples.stream().anyMatch(sample -> sample.own > MOST_THREADS)) {
            complaints.add("more than " + MOST_THREADS + " threads of the client");
        }
        if (last.mostConnections > LIMITS.connections() + CLOSING) {
            complaints.add(last.mostConnections + " connections at a time, " + LIMITS.connections() + " are allowed");
        }
        if (last.openConnections > Math.max(first.openConnections, LIMITS.connections()) + THREAD_NOISE) {
            complaints.add("connections have grown from " + first.openConnections + " to " + last.openConnections);
        }
    }

    private static String mebi(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }

    private void report(int begun, double seconds) throws Exception {
        System.out.printf(Locale.ROOT, "soak: %d in %.1f s, %.0f a second%n", begun, seconds, begun / seconds);
        outcomes.forEach((outcome, count) -> {
            if (count.get() > 0) {
                System.out.printf("soak:   %-28s %d%n", outcome, count.get());
            }
        });
        System.out.printf(
                Locale.ROOT,
                "soak: %.3f requests an activation; %s; %d ended by the token endpoint, %d refused by the circuit%n",
                requests / (double) begun,
                tokens,
                endedByToken,
                refused);
        System.out.println("soak: after each tenth:");
        System.out.println("soak:   heap after GC: "
                + samples.stream().map(sample -> mebi(sample.heap)).collect(Collectors.joining(", ")) + "; peak "
                + mebi(samples.stream().mapToLong(Sample::heap).max().orElse(0)));
        System.out.println("soak:   threads (of the client's own): "
                + samples.stream()
                        .map(sample -> sample.threads + " (" + sample.own + ")")
                        .collect(Collectors.joining(", ")));
        System.out.println("soak:   open connections: "
                + samples.stream()
                        .map(sample -> Integer.toString(sample.openConnections))
                        .collect(Collectors.joining(", "))
                + "; most "
                + samples.stream().mapToInt(Sample::mostConnections).max().orElse(0)
                + "; after closing " + (open()[0] - 1));
    }
}
