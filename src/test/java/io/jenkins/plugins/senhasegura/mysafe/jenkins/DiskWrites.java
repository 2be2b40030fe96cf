package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Counts what a started Jenkins writes to files below its home, by the virtual machine's own recorder. */
final class DiskWrites {
    /** JDK Flight Recorder's event for each write of a file stream or channel. */
    private static final String EVENT = "jdk.FileWrite";

    private final Path home;
    private final Predicate<Path> counted;

    /** @param counted of the files below the home */
    DiskWrites(Path home, Predicate<Path> counted) {
        this.home = home.toAbsolutePath();
        this.counted = counted;
    }

    /** What writes. */
    interface Work {
        void run() throws Exception;
    }

    /** In bytes, whichever thread wrote them. */
    long bytes(Work work) throws Exception {
        Path file = Files.createTempFile("writes", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(EVENT).withThreshold(Duration.ZERO).withoutStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
            return sum(file);
        } finally {
            Files.delete(file);
        }
    }

    private long sum(Path file) throws IOException {
        long bytes = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getEventType().getName().equals(EVENT) && isCounted(event.getString("path"))) {
                    bytes += event.getLong("bytesWritten");
                }
            }
        }
        return bytes;
    }

    private boolean isCounted(String written) {
        if (written == null) {
            return false;
        }
        Path path = Path.of(written).toAbsolutePath();
        return path.startsWith(home) && counted.test(path);
    }
}
