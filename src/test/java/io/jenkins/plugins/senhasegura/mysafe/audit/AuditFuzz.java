package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Whatever stands in a file of the audit, its lines are read in order and each once, in pages as at once, and what a
 * search finds is what reading all finds. The first byte: how much a page holds; then the file.
 */
public final class AuditFuzz {
    private static final Path HOME = home();

    private AuditFuzz() {}

    private static Path home() {
        try {
            Path home = Files.createTempDirectory("mysafe-audit-fuzz");
            home.toFile().deleteOnExit();
            return home;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            AuditFiles files = new AuditFiles(HOME);
            Path file = files.of(YearMonth.of(2026, 8)).toPath();
            file.toFile().deleteOnExit();
            Files.write(file, data.length == 0 ? data : java.util.Arrays.copyOfRange(data, 1, data.length));
            List<AuditRecord> all = pages(files, AuditFilter.ALL, 10_000);
            check(all.equals(pages(files, AuditFilter.ALL, data.length == 0 ? 1 : 1 + (data[0] & 7))), "pages");
            List<AuditRecord> newestFirst =
                    new ArrayList<>(files.isNewer(YearMonth.of(2026, 8)) ? List.of() : lines(file));
            Collections.reverse(newestFirst);
            check(all.equals(newestFirst), "each record once, the newest first");
            AuditFilter filter = AuditFilter.of(field -> field.equals("id") ? "10" : null, ZoneOffset.UTC);
            List<AuditRecord> found = pages(files, filter, 3);
            check(all.containsAll(found) && found.stream().allMatch(filter::matches), "what a search finds");
            all.forEach(AuditFuzz::checkShown);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<AuditRecord> pages(AuditFiles files, AuditFilter filter, int most) {
        List<AuditRecord> records = new ArrayList<>();
        AuditPosition position = null;
        do {
            AuditPage page = AuditPage.read(files, filter, position, most, Long.MAX_VALUE);
            check(page.getProblem() == null, "no problem");
            records.addAll(page.getRecords());
            AuditPosition older = AuditPosition.of(page.getOlder());
            check(position == null || older == null || older.before() < position.before(), "pages come to an end");
            position = older;
        } while (position != null);
        return records;
    }

    /** In the simplest way that there is. */
    private static List<AuditRecord> lines(Path file) throws IOException {
        List<AuditRecord> records = new ArrayList<>();
        byte[] bytes = Files.readAllBytes(file);
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                AuditRecord record = i - start > RecordFile.LONGEST_LINE
                        ? null
                        : AuditRecord.ofLine(java.util.Arrays.copyOfRange(bytes, start, i));
                if (record != null) {
                    records.add(record);
                }
                start = i + 1;
            }
        }
        return records;
    }

    private static void checkShown(AuditRecord record) {
        String csv = AuditCsv.line(record);
        check(csv.indexOf('\r') == csv.length() - 2 && csv.indexOf('\n') == csv.length() - 1, "one line of CSV");
        check(record.equals(AuditRecord.ofLine(record.toLine())), "written as it was read");
    }

    private static void check(boolean holds, String promise) {
        if (!holds) {
            throw new AssertionError(promise);
        }
    }
}
