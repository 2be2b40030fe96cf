package io.jenkins.plugins.senhasegura.mysafe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** What holds for any text in any field, and for any number of operations. */
class RecordPropertiesTest {
    /** Each UTF-16 unit on its own, so that surrogates lose their other halves. */
    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.frequencyOf(
                        Tuple.of(
                                4, Arbitraries.chars().range('\u0000', '\uFFFF').map(String::valueOf)),
                        Tuple.of(
                                1, Arbitraries.chars().range('\uD800', '\uDFFF').map(String::valueOf)),
                        Tuple.of(1, Arbitraries.of("😀", "\r\n", "\u2028", "\u202E", "&", "<", "\"", "\\")))
                .list()
                .ofMaxSize(300)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 300)
    void textInAnyFieldIsWrittenAndReadBackOrReplaced(@ForAll("anything") String text) {
        OperationRecord record = Records.of(
                "id", text, "outcome", text, "result", text, "message", text, "server", text, "credentialsId", text);

        byte[] line = RecordJson.write(record);

        assertThat(new String(line, StandardCharsets.UTF_8)).doesNotContain("\n", "\r", "\u2028");
        assertThat(line.length).isLessThan(RecordFile.LONGEST_LINE);
        assertThat(RecordJson.read(line)).isEqualTo(record);
        assertThat(record.message()).isEqualTo(PlainText.of(text, OperationRecord.LONGEST_MESSAGE));
        // What is replaced may be two chars long, such as a tag of Unicode's, and is one then.
        assertThat(record.message().codePoints().count())
                .isEqualTo(text.codePoints().count());
    }

    @Property(tries = 300)
    void plainTextCanStandInXmlAndStaysAsItIs(
            @ForAll("anything") String text, @ForAll @IntRange(min = 1, max = 400) int longest) {
        String plain = PlainText.of(text, longest);

        assertThat(plain.length()).isLessThanOrEqualTo(longest);
        assertThat(PlainText.of(plain, longest)).isEqualTo(plain);
        assertThat(plain.codePoints())
                .allMatch(c -> c >= ' ' && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000);
        if (text.length() <= longest) {
            assertThat(plain.codePointCount(0, plain.length())).isEqualTo(text.codePointCount(0, text.length()));
        }
    }

    @Property(tries = 200)
    void chartIsRightForAnyNumber(
            @ForAll @IntRange(max = 3000) int count, @ForAll @IntRange(max = 3) int fastest, @ForAll boolean huge) {
        List<String> results = List.of("SUCCESS", "UNSTABLE", "FAILURE", "ABORTED");
        List<RecordPage.Entry> entries = IntStream.range(0, count)
                .mapToObj(i -> new RecordPage.Entry(
                        i,
                        Records.of(
                                "result",
                                results.get(i * 7 % 4),
                                "durationMillis",
                                huge ? Long.MAX_VALUE - i : (long) fastest * i)))
                .toList();

        RecordChart chart = new RecordChart(RecordRow.newestFirst(new RecordPage(entries, count, 0)));

        List<RecordChart.Bar> bars = chart.getBars();
        assertThat(bars)
                .hasSizeLessThanOrEqualTo(RecordChart.MOST_BARS)
                .hasSizeGreaterThanOrEqualTo(Math.min(1, count));
        assertThat(chart.getWidth()).isBetween(1, RecordChart.MOST_WIDTH);
        int end = 0;
        for (RecordChart.Bar bar : bars) {
            assertThat(bar.getWidth()).isPositive();
            assertThat(bar.getX()).isGreaterThanOrEqualTo(end);
            end = bar.getX() + bar.getWidth();
            assertThat(bar.getHeight()).isBetween(1, RecordChart.HEIGHT);
            assertThat(bar.getY()).isBetween(0, RecordChart.HEIGHT - 1);
        }
        assertThat(end).isLessThanOrEqualTo(chart.getWidth());
        assertThat(results.stream().mapToLong(chart::count).sum()).isEqualTo(count);
        boolean fails = chart.count("FAILURE") > 0;
        assertThat(bars.stream().anyMatch(bar -> bar.getKind().equals("failure")))
                .isEqualTo(fails);
    }

    @Property(tries = 20)
    void chartHasNoBarForWhatCannotBeRead(@ForAll @IntRange(max = 50) int count) {
        List<RecordPage.Entry> unreadable = Collections.nCopies(count, new RecordPage.Entry(1, null));
        RecordChart chart = new RecordChart(RecordRow.newestFirst(new RecordPage(unreadable, count, 0)));
        assertThat(chart.getBars()).isEmpty();
    }
}
