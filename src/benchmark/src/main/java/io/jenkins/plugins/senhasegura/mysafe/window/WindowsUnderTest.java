package io.jenkins.plugins.senhasegura.mysafe.window;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Windows over the real file of leases, whose forced writes are counted and timed. */
public final class WindowsUnderTest {
    private static final WindowLimits LIMITS =
            new WindowLimits(Duration.ofSeconds(600), Duration.ofSeconds(600), Duration.ofHours(24));

    private final CountedStorage storage;
    private final Windows windows;

    /**
     * @param file need not exist
     * @param writer runs what blocks; one task at a time
     */
    public WindowsUnderTest(Path file, Scheduler scheduler, Executor writer) throws IOException {
        storage = new CountedStorage(new LeaseFileStorage(file));
        windows = new Windows(new LeaseFile(storage, scheduler, writer), scheduler, "this", (key, server) -> LIMITS);
    }

    public Windows windows() {
        return windows;
    }

    /** How often the file was forced to the disk. */
    public int forced() {
        return storage.forced;
    }

    /** How long that took, the writing before it included. */
    public long forcedNanos() {
        return storage.nanos;
    }

    private static final class CountedStorage implements LeaseStorage {
        private final LeaseStorage file;
        // Written by one thread at a time.
        private volatile int forced;
        private volatile long nanos;

        CountedStorage(LeaseStorage file) {
            this.file = file;
        }

        private interface Write {
            void run() throws IOException;
        }

        private void time(Write write, int forces) throws IOException {
            long begin = System.nanoTime();
            write.run();
            nanos += System.nanoTime() - begin;
            forced += forces;
        }

        @Override
        public byte[] read() throws IOException {
            return file.read();
        }

        @Override
        public void append(byte[] lines) throws IOException {
            time(() -> file.append(lines), 0);
        }

        @Override
        public void force() throws IOException {
            time(file::force, 1);
        }

        @Override
        public void replace(byte[] lines) throws IOException {
            time(() -> file.replace(lines), 1);
        }
    }
}
