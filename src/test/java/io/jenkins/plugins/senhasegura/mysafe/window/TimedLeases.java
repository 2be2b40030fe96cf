package io.jenkins.plugins.senhasegura.mysafe.window;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** The file of leases of a started Jenkins, each of whose forced writes is timed; for the benchmark. */
public final class TimedLeases {
    private final List<Double> millis = new ArrayList<>();
    private final LeaseStorage file;

    private TimedLeases(LeaseStorage file) {
        this.file = file;
    }

    /** Comes between Jenkins and its file, which knows nothing of it. */
    public static TimedLeases of(LeaseFile leases) throws ReflectiveOperationException {
        Field storage = LeaseFile.class.getDeclaredField("storage");
        storage.setAccessible(true);
        TimedLeases timed = new TimedLeases((LeaseStorage) storage.get(leases));
        storage.set(leases, timed.new Storage());
        return timed;
    }

    /** How long each took since the last who asked, in milliseconds, the writing before it included. */
    public synchronized double[] take() {
        double[] taken = millis.stream().mapToDouble(Double::doubleValue).toArray();
        millis.clear();
        return taken;
    }

    private synchronized void add(long nanos) {
        millis.add(nanos / 1e6);
    }

    private final class Storage implements LeaseStorage {
        private long begin;

        @Override
        public byte[] read() throws IOException {
            return file.read();
        }

        @Override
        public void append(byte[] lines) throws IOException {
            begin = System.nanoTime();
            file.append(lines);
        }

        @Override
        public void force() throws IOException {
            file.force();
            add(System.nanoTime() - begin);
        }

        @Override
        public void replace(byte[] lines) throws IOException {
            begin = System.nanoTime();
            file.replace(lines);
            add(System.nanoTime() - begin);
        }
    }
}
