package io.jenkins.plugins.senhasegura.mysafe.client;

import com.sun.management.ThreadMXBean;
import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the fuzz targets share: secrets that hostile input may echo, and the bounds that hold for every input. A broken
 * promise is an {@link AssertionError}, which a fuzzer and an ordinary test notice alike.
 */
public final class Fuzzing {
    /** Holds what goes wrong where a text is cut, joined or encoded. */
    static final String SECRET = "s3nha segura&=%";

    public static final String TOKEN = "t0k3n.ABC-def_123";

    private static final List<String> SECRETS = List.of(SECRET, TOKEN);
    private static final byte SECRET_MARK = 1;
    private static final byte TOKEN_MARK = 2;
    private static final int FIRST_RUNS = 100;
    private static final long MOST_NANOS = 1_000_000_000L;
    private static final long MOST_BYTES = 64L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static int runs;

    private Fuzzing() {}

    public static void check(boolean holds, String promise, Object... found) {
        if (!holds) {
            throw new AssertionError(promise + ": " + List.of(found));
        }
    }

    /** Runs a target; it may take neither long nor much memory, once the classes are loaded. */
    public static void bounded(Runnable target) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        target.run();
        long took = THREADS.getCurrentThreadCpuTime() - start;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        runs++;
        check(runs < FIRST_RUNS || took < MOST_NANOS, "bounded time", took);
        check(runs < FIRST_RUNS || allocated < MOST_BYTES, "bounded memory", allocated);
    }

    /** The input from here on, with marks replaced by the secrets, so that a fuzzer need not guess them. */
    public static byte[] withSecrets(byte[] data, int from) {
        StringBuilder text = new StringBuilder(data.length);
        for (int i = Math.min(from, data.length); i < data.length; i++) {
            switch (data[i]) {
                case SECRET_MARK -> text.append(SECRET);
                case TOKEN_MARK -> text.append(TOKEN);
                default -> text.append((char) (data[i] & 0xFF));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length > RawResponse.BODY_CAP ? java.util.Arrays.copyOf(bytes, RawResponse.BODY_CAP) : bytes;
    }

    /** A status from one byte: those that mean something, and any other. */
    public static int status(byte[] data) {
        int[] telling = {200, 400, 401, 403, 404, 408, 429, 500, 502, 503, 504, 201, 204, 302};
        int first = data.length == 0 ? 0 : data[0] & 0xFF;
        return first < telling.length ? telling[first] : 100 + (first * 31) % 500;
    }

    /** What a build shows of a verdict: always of one line, never too long, never with a secret. */
    public static void checkShown(Verdict verdict) {
        Redactor redactor = Redactor.of(SECRETS);
        checkShown(redactor.message(verdict.message()));
        checkShown(redactor.message(verdict.errorCode()));
        checkShown(redactor.message(verdict.requestId()));
    }

    private static void checkShown(String text) {
        if (text != null) {
            check(text.length() <= Redactor.LONGEST_MESSAGE, "a short text", text);
            check(text.chars().noneMatch(Fuzzing::breaksLine), "one line", text);
            check(!text.contains(SECRET), "no secret", text);
            check(!text.contains(TOKEN), "no token", text);
        }
    }

    private static boolean breaksLine(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
