package io.jenkins.plugins.senhasegura.mysafe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the audit is read: from its end, in pages, and by filters. */
class AuditSearchTest {
    private static final long ALL = Long.MAX_VALUE;

    @TempDir
    private Path home;

    private Audits audit;

    @BeforeEach
    void begin() {
        audit = new Audits(home);
    }

    private AuditPage page(AuditFilter filter, String before, int most) {
        return AuditPage.read(audit.files, filter, AuditPosition.of(before), most, ALL);
    }

    private static AuditFilter filter(String... namesAndValues) {
        Map<String, String> texts = new java.util.HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            texts.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return AuditFilter.of(texts::get, ZoneOffset.UTC);
    }

    /** So many records of each month, id by id from 1 on. */
    private void fill(int each, String... months) {
        int id = 1;
        for (String month : months) {
            long time = Audits.millis(month + "-10T00:00:00Z");
            for (int i = 0; i < each; i++) {
                audit.add("id", Integer.toString(id++), "time", time + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50, 1000})
    void pagesTogetherHaveEachOnceTheNewestFirst(int most) {
        fill(60, "2024-02", "2026-07", "2026-08");
        List<String> seen = new ArrayList<>();
        String before = null;
        int pages = 0;
        do {
            AuditPage page = page(AuditFilter.ALL, before, most);
            assertThat(page.getRecords()).hasSizeLessThanOrEqualTo(most).isNotEmpty();
            page.getRecords().forEach(record -> seen.add(record.id()));
            before = page.getOlder();
            pages++;
        } while (before != null);
        assertThat(seen)
                .containsExactlyElementsOf(IntStream.iterate(180, i -> i > 0, i -> i - 1)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(pages).isEqualTo((180 + most - 1) / most);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-08:99999999999999999",
                "2026-08:0",
                "2026-09:5",
                "1999-01:7",
                "../../etc:1",
                "2026-13:1",
                "x"
            })
    void positionThatNoPageGaveShowsWhatIsBeforeItAndBreaksNothing(String before) {
        fill(3, "2026-08");
        assertThat(page(AuditFilter.ALL, before, 10).getProblem()).isNull();
    }

    @Test
    void positionWithinALineBeginsBeforeIt() {
        fill(3, "2026-08");
        AuditPage page = page(AuditFilter.ALL, "2026-08:200", 10);
        assertThat(page.getRecords()).extracting(AuditRecord::id).containsExactly("1");
        assertThat(page.getUnreadable()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "id, 2, 2",
        "server, test & \"more\" é😀, 3",
        "job, team/a, 1 4",
        "job, team/, 1 2 4",
        "outcome, NOT_PERMITTED, 4",
        "from, 2026-08-02, 3 4",
        "from, 2026-08-02T00:00:01Z, 4",
        "to, 2026-08-01, 1 2",
        "to, 2026-08-02T00:00, 1 2",
    })
    void filterFindsWhatItSays(String field, String text, String ids) throws IOException {
        audit.add("id", "1", "job", "team/a", "time", Audits.millis("2026-07-31T23:59:00Z"));
        audit.add("id", "2", "job", "team/ab", "time", Audits.millis("2026-08-01T23:59:59Z"));
        audit.add(
                "id",
                "3",
                "server",
                "test & \"more\" é😀",
                "job",
                "teams/a",
                "time",
                Audits.millis("2026-08-02T00:00:00Z"));
        audit.add(
                "id", "4", "job", "team/a", "outcome", "NOT_PERMITTED", "time", Audits.millis("2026-08-03T00:00:00Z"));

        assertThat(audit.found(filter(field, text)))
                .extracting(AuditRecord::id)
                .containsExactlyInAnyOrder(ids.split(" "));
    }

    @Test
    void filtersAllHaveToHold() throws IOException {
        audit.add("id", "1", "job", "a");
        audit.add("id", "1", "job", "b");
        audit.add("id", "2", "job", "a");
        assertThat(audit.found(filter("id", "1", "job", "a"))).hasSize(1);
    }

    /** What looks for a word finds it in no other field. */
    @Test
    void valueOfAnotherFieldIsNotTaken() throws IOException {
        audit.add("id", "7", "causes", "\"id\":\"8\"", "user", "id\":\"8");
        assertThat(audit.found(filter("id", "8"))).isEmpty();
    }

    @Test
    void recordThatACrashHasCutOffIsPassedOverAndNeverTheFile() throws IOException {
        fill(3, "2026-08");
        Path file = audit.files.of(YearMonth.of(2026, 8)).toPath();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 30));
        audit.add("id", "4");
        AuditPage page = page(AuditFilter.ALL, null, 10);
        assertThat(page.getRecords()).extracting(AuditRecord::id).containsExactly("4", "2", "1");
        assertThat(page.getUnreadable()).isEqualTo(1);
    }

    @Test
    void whatIsNoFileInAMonthsPlaceIsPassedOver() throws IOException {
        fill(2, "2026-06");
        Files.createDirectory(audit.files.of(YearMonth.of(2026, 7)).toPath());
        Path other = Files.writeString(home.resolve("other"), "{\"format\":9}\n");
        Files.createSymbolicLink(audit.files.of(YearMonth.of(2026, 8)).toPath(), other);
        AuditPage page = page(AuditFilter.ALL, null, 10);
        assertThat(page.getProblem()).isNull();
        assertThat(page.getRecords()).extracting(AuditRecord::id).containsExactly("2", "1");
        assertThat(page.getNewer()).isEmpty();
        assertThat(audit.files.newer()).isEmpty();
    }

    @Test
    void lineTooLongToBeARecordIsPassedOver() throws IOException {
        fill(1, "2026-08");
        Path file = audit.files.of(YearMonth.of(2026, 8)).toPath();
        Files.writeString(file, "x".repeat(1_000_000) + "\n", StandardOpenOption.APPEND);
        audit.add("id", "2");
        assertThat(audit.all()).extracting(AuditRecord::id).containsExactly("2", "1");
        assertThat(audit.found(filter("id", "1"))).hasSize(1);
    }

    /** A month with so many records that whoever reads them all is noticed. */
    private void fillMany(int count) throws IOException {
        audit.add("id", "5");
        Path file = audit.files.of(YearMonth.of(2026, 8)).toPath();
        byte[] line = Audits.record("causes", "Started by timer ".repeat(5)).toLine();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND))) {
            for (int i = 0; i < count; i++) {
                out.write(line);
                out.write('\n');
            }
        }
    }

    @Test
    void firstPageReadsNoMoreThanAPage() throws IOException {
        fillMany(100_000);
        AuditPage page = AuditPage.read(audit.files, AuditFilter.ALL, null, 100, 1);
        assertThat(page.getRecords()).as("of one block").hasSize(100);
        assertThat(page.isWhole()).isTrue();
    }

    @Test
    void rareIdIsFoundWithLittleMemoryAndTheSearchSaysHowFarItHasCome() throws IOException {
        fillMany(100_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(audit.found(filter("id", "5"))).hasSize(1);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8L << 20);

        AuditPage bounded = AuditPage.read(audit.files, filter("id", "5"), null, 100, 1L << 20);
        assertThat(bounded.getRecords()).isEmpty();
        assertThat(bounded.isWhole()).isFalse();
        assertThat(bounded.getReached()).isEqualTo("2026-08");
        assertThat(page(filter("id", "5"), bounded.getOlder(), 10).getRecords()).hasSize(1);
    }

    @Test
    void noFolderIsAnEmptyAudit() {
        AuditPage page = page(AuditFilter.ALL, null, 10);
        assertThat(page.getRecords()).isEmpty();
        assertThat(page.getOlder()).isNull();
        assertThat(page.getProblem()).isNull();
    }

    @Test
    void chartHasEachOperationOnceInTheOrderOfTime() {
        List<AuditRecord> records = IntStream.range(0, 90)
                .mapToObj(i -> Audits.record("time", 1000L * i, "result", i % 3 == 0 ? "FAILURE" : "SUCCESS"))
                .toList();
        AuditChart chart = new AuditChart(records);
        assertThat(chart.count("FAILURE")).isEqualTo(30);
        assertThat(chart.getParts()).hasSize(60).allSatisfy(part -> {
            assertThat(part.getY()).isBetween(0, AuditChart.HEIGHT - 1);
            assertThat(part.getX() + part.getWidth()).isBetween(1, AuditChart.WIDTH);
            assertThat(part.getHeight()).isPositive();
        });
        assertThat(chart.oldest("UTC")).isEqualTo(DisplayedTime.of(0, "UTC"));
        assertThat(chart.newest("UTC")).isEqualTo(DisplayedTime.of(89_000, "UTC"));
        assertThat(new AuditChart(List.of()).isEmpty()).isTrue();
    }
}
