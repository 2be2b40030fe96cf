package io.jenkins.plugins.senhasegura.mysafe.audit;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** An audit across jobs in a folder, with records as a controller writes them. */
public final class AuditUnderTest {
    /** Of a password that occurs this often, however many records there are. */
    public static final int RARE = 3;

    private static final String RARE_ID = "4711";
    private static final int PAGE = AuditLogAction.MOST_ON_PAGE;
    private static final byte[] LINE_END = {'\n'};

    private final AuditFiles files;
    /** So that nothing of it is left out. */
    private volatile String shown;

    public AuditUnderTest(Path folder) {
        files = new AuditFiles(folder);
    }

    /** Writes so many records of so many months, the last of which is the given one. */
    public void fill(int records, int months, YearMonth last) throws IOException {
        Files.createDirectories(files.folder());
        int each = records / months;
        for (int month = 0; month < months; month++) {
            YearMonth written = last.minusMonths(months - 1L - month);
            long begin =
                    written.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(files.of(written).toPath()), 1 << 16)) {
                out.write(AuditFiles.HEADER);
                out.write(LINE_END);
                for (int i = 0; i < each; i++) {
                    boolean rare = i == each / 2 && month % Math.max(1, months / RARE) == 0;
                    String id = rare ? RARE_ID : Integer.toString(5000 + i % 1000);
                    out.write(record(id, begin + i, month * each + i).toLine());
                    out.write(LINE_END);
                }
            }
        }
    }

    private static AuditRecord record(String id, long time, int number) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("time", time);
        fields.put("operation", number % 2 == 0 ? "ENABLE" : "DISABLE");
        fields.put("id", id);
        fields.put("outcome", number % 2 == 0 ? "ACTIVATED" : "DEACTIVATED");
        fields.put("result", "SUCCESS");
        fields.put("server", "production");
        fields.put("credentialsId", "mysafe-api");
        fields.put("job", "team-" + number % 50 + "/deploy-" + number % 7);
        fields.put("build", number);
        fields.put("causes", "Started by user Alice");
        fields.put("user", "alice");
        fields.put("requestId", "5f2c1e7d9b0a4c3e8f6d2a1b0c9e8d7f");
        fields.put("attempts", 1);
        fields.put("durationMillis", 40L + number % 100);
        return AuditRecord.of(fields);
    }

    /** Reads the first page and puts it in words, as far as that takes no Jenkins; @return how many records it has */
    public int page() {
        return page(AuditFilter.ALL);
    }

    /** The same of the password that occurs three times; @return how many records it has */
    public int rarePage() {
        return page(AuditFilter.of(Map.of("id", RARE_ID)::get, ZoneOffset.UTC));
    }

    private int page(AuditFilter filter) {
        AuditPage page = AuditPage.read(files, filter, null, PAGE, AuditPage.MOST_BYTES);
        for (AuditRow row : page.getRows()) {
            shown = row.getOperation() + row.getMeaning() + row.getTimeStamp() + row.getDuration();
        }
        return page.getChart().isEmpty() ? 0 : page.getRecords().size();
    }

    /** What a line of that password holds. */
    public static String rareText() {
        return "\"id\":\"" + RARE_ID + "\"";
    }

    /** All files. */
    public List<String> paths() throws IOException {
        return files.months().stream().map(files::of).map(File::toString).toList();
    }

    /**
     * Adds records without a pause.
     *
     * @param worker forces the file
     * @return how often it was forced to the disk meanwhile
     */
    public int forced(Scheduler clock, Executor worker, double seconds) {
        AtomicInteger forced = new AtomicInteger();
        AuditWriter.Disk counted = new AuditWriter.Disk() {
            @Override
            public void force(File file) throws IOException {
                forced.incrementAndGet();
                AuditWriter.Disk.super.force(file);
            }
        };
        AuditWriter writer = new AuditWriter(files, counted, clock, worker, () -> ZoneOffset.UTC);
        long end = clock.nanoTime() + (long) (seconds * 1e9);
        for (int number = 0; clock.nanoTime() < end; number++) {
            // A build each: what one of them may add is bounded.
            writer.add(new Object(), record("10", clock.now().toEpochMilli(), number));
        }
        int meanwhile = forced.get();
        writer.close();
        return meanwhile;
    }
}
