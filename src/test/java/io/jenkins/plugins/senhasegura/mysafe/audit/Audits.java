package io.jenkins.plugins.senhasegura.mysafe.audit;

import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An audit in a folder, with a clock that stands still and a disk that may be bad; for tests. */
final class Audits {
    final FakeScheduler clock = new FakeScheduler(Instant.parse("2026-08-31T12:00:00Z"), 0);
    final List<Instant> forced = new ArrayList<>();
    final AuditFiles files;
    final AuditWriter writer;
    IOException failure;

    Audits(Path home) {
        files = new AuditFiles(home.resolve(AuditFiles.FOLDER));
        writer = new AuditWriter(files, new Disk(), clock, Runnable::run, () -> ZoneOffset.UTC);
    }

    private final class Disk implements AuditWriter.Disk {
        @Override
        public void append(File file, byte[] line) throws IOException {
            if (failure != null) {
                throw failure;
            }
            AuditWriter.Disk.super.append(file, line);
        }

        @Override
        public void force(File file) throws IOException {
            forced.add(clock.now());
            if (failure != null) {
                throw failure;
            }
            AuditWriter.Disk.super.force(file);
        }
    }

    /** The fields that a record of these tests has, and those that are given on top as names and values. */
    static AuditRecord record(Object... namesAndValues) {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "time", Instant.parse("2026-08-31T12:00:00Z").toEpochMilli(),
                "operation", "ENABLE",
                "id", "10",
                "outcome", "ACTIVATED",
                "result", "SUCCESS",
                "server", "production",
                "job", "team/deploy",
                "build", 7,
                "user", "alice"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return AuditRecord.of(fields);
    }

    static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    void add(Object... namesAndValues) {
        writer.add("a build", record(namesAndValues));
    }

    List<AuditRecord> found(AuditFilter filter) throws IOException {
        List<AuditRecord> all = new ArrayList<>();
        try (AuditSearch search = new AuditSearch(files, filter, null, Long.MAX_VALUE)) {
            for (AuditSearch.Found found = search.next(); found != null; found = search.next()) {
                all.add(found.record());
            }
        }
        return all;
    }

    List<AuditRecord> all() throws IOException {
        return found(AuditFilter.ALL);
    }
}
