package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.Arrays;

/**
 * Remembers one server's last answer that was a success. What a server says of a success is the same from one password
 * to the next, and comparing bytes is much less work than reading them.
 *
 * <p>Thread-safe, without a lock: what is remembered is replaced as a whole.
 */
final class LastSuccess {
    /** Longer answers, in bytes, are not worth their memory. */
    static final int LONGEST = 1024;

    private record Read(RawAnswer answer, Verdict verdict) {
        /** Whether the other one means the same; the body counts for the request's id only without the header. */
        boolean tells(RawAnswer other) {
            return answer.status() == other.status()
                    && (answer.requestId() == null || other.requestId() != null)
                    && Arrays.equals(answer.body(), other.body());
        }
    }

    private volatile Read last;

    /** What an answer means, as {@link AnswerReader} reads it. */
    Verdict read(RawAnswer answer) {
        Read known = last;
        if (known != null && known.tells(answer)) {
            Verdict before = known.verdict;
            Verdict verdict = Verdict.of(answer, before.outcome(), before.errorCode(), before.message());
            return answer.requestId() == null ? verdict.withRequestId(before.requestId()) : verdict;
        }
        Verdict verdict = AnswerReader.read(answer);
        if (verdict.outcome().isSuccess() && answer.body().length <= LONGEST) {
            last = new Read(answer, verdict);
        }
        return verdict;
    }
}
