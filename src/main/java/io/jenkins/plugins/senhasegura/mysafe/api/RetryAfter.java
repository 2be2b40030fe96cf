package io.jenkins.plugins.senhasegura.mysafe.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Reads the {@code Retry-After} header (RFC 9110, 10.2.3): seconds or an HTTP date. */
final class RetryAfter {
    /** The longest that is waited, whatever the server asks for. */
    static final Duration CAP = Duration.ofSeconds(30);

    private static final int LONGEST_DATE = 40;

    private RetryAfter() {}

    /** How long the server asks to wait, at most the cap; null when it does not ask, or not in a way that has a meaning. */
    static Duration read(String header, Instant now) {
        if (header == null) {
            return null;
        }
        String value = header.strip();
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            // Longer than the cap in any case, and perhaps longer than a long.
            return value.length() > 9 ? leadingZeros(value) : capped(Duration.ofSeconds(Long.parseLong(value)));
        }
        if (value.length() > LONGEST_DATE) {
            return null;
        }
        try {
            Instant when = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            return capped(Duration.between(now, when));
        } catch (DateTimeException | ArithmeticException garbage) {
            return null;
        }
    }

    private static Duration leadingZeros(String digits) {
        String significant = digits.replaceFirst("^0+", "");
        return significant.length() > 9
                ? CAP
                : capped(Duration.ofSeconds(significant.isEmpty() ? 0 : Long.parseLong(significant)));
    }

    private static Duration capped(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(CAP) > 0 ? CAP : wait;
    }
}
