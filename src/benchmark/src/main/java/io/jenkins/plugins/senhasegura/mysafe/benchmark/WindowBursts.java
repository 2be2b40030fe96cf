package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import io.jenkins.plugins.senhasegura.mysafe.window.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Access windows that are opened at the same time, or one after the other, beside an enable and a disable step. */
public final class WindowBursts {
    private static final int PATIENCE_SECONDS = 120;
    private static final int TURNS = 2;
    private static final int LONE_TURNS = 50;

    private WindowBursts() {}

    /** @param arguments how many at a time, seconds to warm up, rounds, the folder of the file of leases */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[2]);
        OurWindows quick = new OurWindows("/", count, Path.of(arguments[3], "quick"));
        warmUp(quick, count, Double.parseDouble(arguments[1]));
        OurWindows slow = new OurWindows("/after-1000/", count, Path.of(arguments[3], "slow"));
        Turns.take(1, rounds, TURNS, () -> millis(count, slow::window), () -> millis(count, slow::steps))
                .print("burst");
        Turns.take(1, rounds, LONE_TURNS, () -> millis(1, quick::window), () -> millis(1, quick::steps))
                .print("lone");
        lone(quick);
        System.out.println("forced=" + forced(quick, count, rounds));
        Runtime.getRuntime().halt(0);
    }

    /** At a server that answers at once: within a second's answers the compiler would see next to nothing. */
    private static void warmUp(OurWindows windows, int count, double seconds) throws Exception {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            millis(count, windows::window);
            millis(count, windows::steps);
        }
    }

    /** What the file of leases has to do with a window that is alone. */
    private static void lone(OurWindows windows) throws Exception {
        int forced = windows.file().forced();
        long nanos = windows.file().forcedNanos();
        for (int i = 0; i < LONE_TURNS; i++) {
            millis(1, windows::window);
        }
        System.out.println("loneForced=" + (windows.file().forced() - forced) / (double) LONE_TURNS);
        System.out.println("loneForcedMillis=" + (windows.file().forcedNanos() - nanos) / 1e6 / LONE_TURNS);
    }

    /** How many forced writes it takes to open so many at once, at most. */
    private static int forced(OurWindows windows, int count, int rounds) throws Exception {
        int most = 0;
        for (int round = 0; round < rounds; round++) {
            int before = windows.file().forced();
            List<Window> open = new ArrayList<>();
            millis(
                    count,
                    id -> OurWindows.opened(windows.open(id)).thenAccept(window -> {
                        synchronized (open) {
                            open.add(window);
                        }
                    }));
            most = Math.max(most, windows.file().forced() - before);
            all(open.stream().map(OurWindows::closed).toArray(CompletableFuture[]::new));
        }
        return most;
    }

    /** From the first start until all have ended. */
    private static double millis(int count, LongFunction<CompletableFuture<?>> start) throws Exception {
        long begin = System.nanoTime();
        all(LongStream.rangeClosed(1, count).mapToObj(start).toArray(CompletableFuture[]::new));
        return (System.nanoTime() - begin) / 1e6;
    }

    private static void all(CompletableFuture<?>... ends) throws Exception {
        CompletableFuture.allOf(ends).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
