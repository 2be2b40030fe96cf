package io.jenkins.plugins.senhasegura.mysafe.window;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A file of leases whose builds are gone; for the benchmark. */
public final class PastLeases {
    private PastLeases() {}

    /** @param instance the Jenkins that has written them */
    public static void write(Path file, String instance, int count) throws IOException {
        Instant since = Instant.now();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 1; i <= count; i++) {
            Holder holder = new Holder("window " + i, instance, "gone", i, since.toEpochMilli(), "5");
            lines.writeBytes(LeaseJson.line(new Lease(
                    "lease " + i,
                    new WindowKey("https://mysafe.example.com/", "", i),
                    "production",
                    Lease.Phase.OPEN,
                    WhenFoundActive.KEEP,
                    "",
                    "",
                    since,
                    null,
                    holder)));
        }
        Files.write(file, lines.toByteArray());
    }
}
