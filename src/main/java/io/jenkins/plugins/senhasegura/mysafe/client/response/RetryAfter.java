package io.jenkins.plugins.senhasegura.mysafe.client.response;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.hc.client5.http.utils.DateUtils;

/** Reads the {@code Retry-After} header (RFC 9110, 10.2.3): seconds, or a date in one of its three forms. */
public final class RetryAfter {
    /** What asks for more asks for no moment that anybody can wait for; keeps the numbers small. */
    static final Duration LONGEST = Duration.ofDays(365);

    private static final int LONGEST_DATE = 40;
    private static final int LONGEST_SECONDS = 9;

    /** asctime names no zone; HttpClient's own formatter knows none for it, and so reads no such date (5.6.4). */
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private RetryAfter() {}

    /** How long the server asks to wait; null when it does not ask, or not in a way that has a meaning. */
    public static Duration read(String header, Instant now) {
        if (header == null) {
            return null;
        }
        String value = header.strip();
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return seconds(value);
        }
        if (value.length() > LONGEST_DATE) {
            return null;
        }
        Instant when = DateUtils.parseDate(value, DateUtils.FORMATTER_RFC1123, DateUtils.FORMATTER_RFC1036, ASCTIME);
        return when == null ? null : bounded(Duration.between(now, when));
    }

    private static Duration seconds(String digits) {
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return digits.length() - zeros > LONGEST_SECONDS
                ? LONGEST
                : bounded(Duration.ofSeconds(Long.parseLong(digits.substring(zeros))));
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
