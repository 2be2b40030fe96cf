package io.jenkins.plugins.senhasegura.mysafe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operations of a build's parts on one page. */
class RecordPageTest {
    /** The newest first, a second between them. */
    private static RecordPage part(long newest, int shown, long total) {
        List<RecordPage.Entry> entries = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            entries.add(new RecordPage.Entry(1000 - i, Records.of("time", newest - 1000L * i)));
        }
        return new RecordPage(entries, total, 1);
    }

    @Test
    void partsTogetherShowTheNewestOfAllAndCountTheRest() {
        RecordPage page = RecordPage.together(List.of(part(10_000, 5, 300), part(9_500, 5, 7)), 4);
        assertThat(page.newestFirst())
                .extracting(entry -> entry.operation().time())
                .containsExactly(10_000L, 9_500L, 9_000L, 8_500L);
        assertThat(page.getTotal()).isEqualTo(307);
        assertThat(page.getNotKept()).isEqualTo(2);
        assertThat(page.getOlder()).isNull();
    }

    @Test
    void fewAreAllThere() {
        assertThat(RecordPage.together(List.of(part(10_000, 2, 2), part(9_500, 1, 1)), 4)
                        .getPasswords())
                .extracting(OperationRecord::time)
                .containsExactly(9_000L, 9_500L, 10_000L);
    }
}
