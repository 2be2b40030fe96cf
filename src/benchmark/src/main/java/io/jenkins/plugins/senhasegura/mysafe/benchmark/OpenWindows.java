package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import io.jenkins.plugins.senhasegura.mysafe.window.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Heap, threads and requests of many access windows that are open at the same time. */
public final class OpenWindows {
    private static final int CONNECTIONS = 64;
    private static final int PATIENCE_SECONDS = 120;
    /** How often is looked, and for how many seconds, whether threads that were at work have ended it. */
    private static final int LOOKS_A_SECOND = 20;

    private static final int SECONDS = 10;

    private OpenWindows() {}

    /** @param arguments how many, and the folder of the file of leases */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        ServerProcess.Stats before = ServerProcess.stats();
        OurWindows windows = new OurWindows("/", CONNECTIONS, Path.of(arguments[1]));
        // The first has loaded and built what all of them share, and taken the token.
        Window first = all(List.of(windows.open(count)), OurWindows::opened).get(0);
        long heap = InFlight.heapAfterGc();
        List<Window> open = new ArrayList<>();
        for (int id = 1; id < count; id++) {
            open.add(windows.open(id));
        }
        all(open, OurWindows::opened);
        System.out.println("waiting=" + waiting());
        System.out.println("bytes=" + (InFlight.heapAfterGc() - heap) / (count - 1.0));
        open.add(first);
        all(open, OurWindows::closed);
        ServerProcess.Stats all = ServerProcess.stats().since(before);
        System.out.println("requests=" + all.activations() / (double) count);
        System.out.println("tokens=" + all.tokens());
        Runtime.getRuntime().halt(0);
    }

    private static <T> List<T> all(List<Window> windows, Function<Window, CompletableFuture<T>> end) throws Exception {
        List<T> ends = new ArrayList<>();
        for (CompletableFuture<T> each : windows.stream().map(end).toList()) {
            ends.add(each.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        return ends;
    }

    /** How many threads are still at something of ours when what the openings left to do is done. */
    private static long waiting() throws InterruptedException {
        long waiting = atWork();
        for (int i = 0; i < SECONDS * LOOKS_A_SECOND && waiting > 0; i++) {
            Thread.sleep(1000 / LOOKS_A_SECOND);
            waiting = atWork();
        }
        return waiting;
    }

    /** Threads within our code; those of the client's I/O wait for any connection, and are the same for one window. */
    private static long atWork() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> !thread.getKey().equals(Thread.currentThread()))
                .filter(thread -> !thread.getKey().getName().startsWith("mysafe-http"))
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith("io.jenkins.plugins.senhasegura.mysafe.")))
                .count();
    }
}
