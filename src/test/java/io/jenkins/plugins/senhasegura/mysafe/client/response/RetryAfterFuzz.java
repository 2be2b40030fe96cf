package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static io.jenkins.plugins.senhasegura.mysafe.client.Fuzzing.check;

import io.jenkins.plugins.senhasegura.mysafe.client.Fuzzing;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Any Retry-After is a time from 0 to the cap, or none. First four bytes: the time of day; then the header. */
public final class RetryAfterFuzz {
    private RetryAfterFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < Integer.BYTES) {
            return;
        }
        Instant now = Instant.ofEpochSecond(ByteBuffer.wrap(data).getInt());
        String header = new String(data, Integer.BYTES, data.length - Integer.BYTES, StandardCharsets.UTF_8);
        Fuzzing.bounded(() -> {
            Duration wait = RetryAfter.read(header, now);
            String text = header.strip();
            if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                BigInteger asked = new BigInteger(text).min(BigInteger.valueOf(RetryAfter.LONGEST.toSeconds()));
                check(Duration.ofSeconds(asked.longValue()).equals(wait), "seconds up to the cap", header, "" + wait);
            }
            if (wait != null) {
                check(!wait.isNegative() && wait.compareTo(RetryAfter.LONGEST) <= 0, "from 0 to a year", header, wait);
                check(wait.equals(RetryAfter.read(" " + header + " ", now)), "blanks mean nothing", header);
            }
        });
    }
}
