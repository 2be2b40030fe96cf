package io.jenkins.plugins.senhasegura.mysafe.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be looked for, and what downloads hold. */
class AuditFilterTest {
    private static final Locale USUAL = Locale.getDefault();

    @BeforeEach
    void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsUsual() {
        Locale.setDefault(USUAL);
    }

    private static AuditFilter filter(String field, String text) {
        return AuditFilter.of(name -> name.equals(field) ? text : null, ZoneOffset.UTC);
    }

    @ParameterizedTest
    @CsvSource({
        "id, 1*, 'id: \"1*\" is no identifier. Give one in digits, without wildcards.'",
        "id, 0, 'id: \"0\" is no identifier.'",
        "id, <b>1</b>, 'id: \"<b>1</b>\" is no identifier.'",
        "job, team/*, 'job: \"team/*\" is no name to look for.'",
        "server, 'a\nb', 'server: \"a\uFFFDb\" is no name to look for.'",
        "outcome, FINE, 'outcome: \"FINE\" is no outcome. Choose one of the list.'",
        "from, yesterday, 'from: \"yesterday\" is no date. Give one as 2026-08-31'",
        "to, 2026-02-30, 'to: \"2026-02-30\" is no date.'",
        "to, +999999999-12-30, 'is no date.'",
    })
    void whatIsNoneIsSaidWithItsField(String field, String text, String said) {
        assertThatThrownBy(() -> filter(field, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void theFormOffersEachOutcomeThatTheFilterTakes() {
        assertThat(AuditFilter.meanings().keySet()).containsExactlyElementsOf(AuditFilter.outcomes());
        assertThat(AuditFilter.meanings()).doesNotContainValue("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "server", "job", "outcome", "from", "to"})
    void megabyteIsRefusedWithAShortMessage(String field) {
        assertThatThrownBy(() -> filter(field, "9".repeat(1 << 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(said -> assertThat(said.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void daysTheWrongWayRoundAreSaid() {
        assertThatThrownBy(() -> AuditFilter.of(
                        name -> name.equals("from") ? "2026-08-02" : name.equals("to") ? "2026-08-01" : null,
                        ZoneOffset.UTC))
                .hasMessage("from: \"2026-08-02\" is not before \"2026-08-01\". Exchange the two.");
    }

    @Test
    void blankIsAnything() {
        assertThat(AuditFilter.of(name -> " ", ZoneOffset.UTC).words()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "\t=1", "\r=1"})
    void cellThatWouldBeAFormulaIsNone(String text) {
        AuditRecord edited =
                new AuditRecord(0, null, "10", "ACTIVATED", null, text, null, text, 1, null, text, null, 1, 5, 0, 0);
        assertThat(AuditCsv.line(edited))
                .contains(",\"'" + text + "\",")
                .doesNotContain(",\"" + text)
                .endsWith("\r\n");
    }

    @Test
    void quotesAndCommasStayInTheirCell() {
        assertThat(AuditCsv.line(Audits.record("user", "a\"b,c"))).contains(",\"a\"\"b,c\",");
        assertThat(AuditCsv.head())
                .isEqualTo("\"time\",\"operation\",\"id\",\"outcome\",\"result\",\"server\",\"credentialsId\",\"job\","
                        + "\"build\",\"causes\",\"user\",\"requestId\",\"attempts\",\"durationMillis\",\"since\","
                        + "\"notKept\"\r\n");
        assertThat(AuditCsv.line(Audits.record())).startsWith("\"2026-08-31T12:00:00Z\",\"ENABLE\",\"10\",");
    }
}
