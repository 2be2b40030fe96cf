package io.jenkins.plugins.senhasegura.mysafe.window;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A disk that loses what was not forced, or a part of it, when the power goes. */
final class ModelDisk {
    private byte[] durable = new byte[0];
    private ByteArrayOutputStream written = new ByteArrayOutputStream();
    /** What stands in the durable part until here. */
    private int read;

    private final Map<String, Lease> leases = new LinkedHashMap<>();
    /** How much of the next write reaches the disk before the power goes; negative for none to come. */
    private int cut = -1;

    private Runnable powerCut;

    /** The file as one controller sees it; after its end it changes nothing any more. */
    LeaseStorage storage(BooleanSupplier alive) {
        return new LeaseStorage() {
            @Override
            public byte[] read() {
                return written.toByteArray();
            }

            @Override
            public void append(byte[] lines) throws IOException {
                check();
                if (cut >= 0) {
                    written.write(lines, 0, Math.min(cut, lines.length));
                    powerCut.run();
                }
                check();
                written.writeBytes(lines);
            }

            @Override
            public void force() throws IOException {
                check();
                forced();
            }

            @Override
            public void replace(byte[] lines) throws IOException {
                check();
                if (cut >= 0) {
                    powerCut.run();
                }
                check();
                written = new ByteArrayOutputStream();
                written.writeBytes(lines);
                forced();
                readAnew();
            }

            private void check() throws IOException {
                if (!alive.getAsBoolean()) {
                    throw new IOException("the controller is gone");
                }
            }
        };
    }

    private void forced() {
        durable = written.toByteArray();
    }

    void cutNextWrite(int after, Runnable andThen) {
        cut = after;
        powerCut = andThen;
    }

    /** The power goes. @param kept how many bytes of those that were not forced are there afterwards */
    void crash(int kept) {
        byte[] all = written.toByteArray();
        written = new ByteArrayOutputStream();
        written.write(all, 0, Math.min(all.length, durable.length + kept));
        durable = written.toByteArray();
        readAnew();
        cut = -1;
    }

    /** What a controller would find after a crash of which nothing but this is left. */
    Collection<Lease> leases() {
        int end = durable.length;
        while (end > 0 && durable[end - 1] != '\n') {
            end--;
        }
        while (read < end) {
            int start = read;
            while (durable[read++] != '\n') {}
            try {
                LeaseJson.Line line = LeaseJson.read(Arrays.copyOfRange(durable, start, read));
                if (line.lease() == null) {
                    leases.remove(line.id());
                } else {
                    leases.put(line.id(), line.lease());
                }
            } catch (LeaseJson.NewerFormat | LeaseJson.Unreadable never) {
                throw new AssertionError(never);
            }
        }
        return leases.values();
    }

    private void readAnew() {
        read = 0;
        leases.clear();
    }
}
