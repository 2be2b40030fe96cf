package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:37Z");

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "007,7", "30,30", "1565,1565", "'  5  ',5", "0000000000000000000012,12", "000000000000,0"
    })
    void readsSeconds(String header, long seconds) {
        assertThat(RetryAfter.read(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"31536001", "999999999", "9999999999", "99999999999999999999999999", "00000000009999999999"})
    void boundsWhatNobodyCanWaitFor(String header) {
        assertThat(RetryAfter.read(header, NOW)).isEqualTo(RetryAfter.LONGEST);
    }

    @Test
    void takesDigitsWithoutEndForTheLongest() {
        assertThat(RetryAfter.read("9".repeat(100_000), NOW)).isEqualTo(RetryAfter.LONGEST);
        assertThat(RetryAfter.read("0".repeat(100_000), NOW)).isZero();
    }

    @Test
    void readsADateInItsThreeForms() {
        assertThat(RetryAfter.read("Sun, 06 Nov 1994 08:49:49 GMT", NOW)).isEqualTo(Duration.ofSeconds(12));
        assertThat(RetryAfter.read("Sun Nov  6 08:49:49 1994", NOW)).isEqualTo(Duration.ofSeconds(12));
        Instant later = Instant.parse("2026-11-29T08:49:37Z");
        assertThat(RetryAfter.read("Sunday, 29-Nov-26 08:49:49 GMT", later)).isEqualTo(Duration.ofSeconds(12));
        assertThat(RetryAfter.read("Mon Nov 30 08:49:37 2026", later)).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aDateFarAwayIsBounded() {
        assertThat(RetryAfter.read("Fri, 31 Dec 9999 23:59:59 GMT", NOW)).isEqualTo(RetryAfter.LONGEST);
    }

    @Test
    void aDateThatIsPastAsksForNoWait() {
        assertThat(RetryAfter.read("Sun, 06 Nov 1994 08:49:36 GMT", NOW)).isZero();
        assertThat(RetryAfter.read("Thu, 01 Jan 1970 00:00:00 GMT", NOW)).isZero();
    }

    @Test
    void readsADateWhateverTheLanguageOfTheController() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
            assertThat(RetryAfter.read("Sun, 06 Nov 1994 08:49:49 GMT", NOW)).isEqualTo(Duration.ofSeconds(12));
            assertThat(RetryAfter.read("12", NOW)).isEqualTo(Duration.ofSeconds(12));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "-99999999999999999999",
                "+5",
                "1.5",
                "1e3",
                "0x10",
                "soon",
                "5 s",
                "5, 6",
                "٥",
                "５",
                "Mon, 06 Nov 1994 08:49:49 GMT",
                "Sun, 31 Feb 1994 08:49:49 GMT",
                "Sun, 06 Nov 1994 25:49:49 GMT",
                "Sun, 06 Nov 999999999999 08:49:49 GMT",
                "1994-11-06T08:49:49Z"
            })
    void passesOverWhatHasNoMeaning(String header) {
        assertThat(RetryAfter.read(header, NOW)).isNull();
    }

    @Test
    void passesOverAHeaderThatIsMissingOrWithoutEnd() {
        assertThat(RetryAfter.read(null, NOW)).isNull();
        assertThat(RetryAfter.read("Sun, ".repeat(10_000), NOW)).isNull();
    }
}
