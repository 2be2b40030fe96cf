package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.response.ApiResponseReader;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The retry schedule beside a second reckoning of it, for whatever a server answers and however long that takes. */
class RetryPropertiesTest {
    private static final int NO_ANSWER = 0;

    /**
     * What the server does with one request.
     *
     * @param status 0 for no response
     * @param asks seconds of Retry-After, or null for no header
     * @param asDate whether they are given as a date
     * @param millis how long it takes
     */
    private record Reply(int status, Long asks, boolean asDate, long millis) {
        void to(CallFixture fixture) {
            if (status == NO_ANSWER) {
                fixture.last().unreachable();
            } else {
                fixture.last().response(status, status == 200 ? Responses.ACTIVATED_3_33 : "{}", header(fixture));
            }
        }

        private String header(CallFixture fixture) {
            if (asks == null || !asDate) {
                return asks == null ? null : asks.toString();
            }
            return DateTimeFormatter.RFC_1123_DATE_TIME.format(fixture.scheduler
                    .now()
                    .atZone(ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .plusSeconds(asks));
        }

        boolean isRetried() {
            return status != 200 && status != 400 && status != 403;
        }

        Outcome outcome() {
            return status == NO_ANSWER
                    ? Outcome.UNREACHABLE
                    : status == 200
                            ? Outcome.ACTIVATED
                            : status == 400 ? Outcome.BAD_REQUEST : ApiResponseReader.byStatus(status);
        }
    }

    @Provide
    Arbitrary<List<Reply>> replies() {
        Arbitrary<Integer> status = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(9, Arbitraries.of(NO_ANSWER, 429, 500, 502, 503, 504)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(200, 400, 403)));
        Arbitrary<Long> asks =
                Arbitraries.of(-5L, 0L, 1L, 7L, 29L, 30L, 31L, 100_000L).injectNull(0.5);
        Arbitrary<Long> millis = Arbitraries.longs().between(0, 25_000);
        return Combinators.combine(status, asks, Arbitraries.of(true, false), millis)
                .as(Reply::new)
                .list()
                .ofSize(Limits.MOST_ATTEMPTS);
    }

    /** How a call is to end, reckoned from what product and RFC say and in another way than the client does it. */
    private static final class Reckoning {
        private final int most;
        private final long budget;
        private final double share;
        private final List<Long> waits = new ArrayList<>();
        private Outcome outcome;
        private long time;
        private int attempts;

        Reckoning(int most, long budget, double share) {
            this.most = most;
            this.budget = budget;
            this.share = share;
        }

        /** Returns whether the call ends with this reply; else the last of the waits comes next. */
        boolean endsWith(Reply reply) {
            attempts++;
            if (time + reply.millis >= budget) {
                time = budget;
                outcome = Outcome.UNREACHABLE;
                return true;
            }
            time += reply.millis;
            outcome = reply.outcome();
            long wait = wait(reply);
            if (!reply.isRetried() || attempts == most || wait >= budget - time) {
                return true;
            }
            waits.add(wait);
            time += wait;
            return false;
        }

        private long wait(Reply reply) {
            long jitter = (long) (share * (Math.min(500L << (attempts - 1), 10_000) + 1));
            if (reply.asks == null || (reply.status != 429 && reply.status != 503)) {
                return jitter;
            }
            // A date is a whole second, and it was written a fraction of one ago.
            long asked = reply.asks * 1000 - (reply.asDate ? time % 1000 : 0);
            return asked > 0 ? asked : jitter;
        }
    }

    @Property(tries = 400)
    void everyCallEndsWhenAndAsTheScheduleSays(
            @ForAll("replies") List<Reply> replies,
            @ForAll @IntRange(min = 1, max = Limits.MOST_ATTEMPTS) int most,
            @ForAll @IntRange(min = 1, max = 300) int budgetSeconds,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double share) {
        Reckoning reckoning = new Reckoning(most, budgetSeconds * 1000L, share);
        try (CallFixture fixture = new CallFixture(new Backoff(bound -> (long) (share * bound)))) {
            fixture.limits(most, 64, Duration.ofSeconds(budgetSeconds), false);
            // Past the last nanosecond before the fixture's clock overflows, which stands for "never".
            fixture.scheduler.advance(Duration.ofSeconds(2));
            Call call = fixture.start();
            fixture.last().grant("token");
            for (Reply reply : replies) {
                fixture.scheduler.advance(Duration.ofMillis(reply.millis));
                reply.to(fixture);
                if (reckoning.endsWith(reply)) {
                    break;
                }
                assertTriesAgainAfter(reckoning.waits.get(reckoning.waits.size() - 1), fixture);
            }
            OperationResult end = CallFixture.end(call);
            assertThat(end).isNotNull();
            assertThat(end.outcome()).isEqualTo(reckoning.outcome);
            assertThat(end.attempts()).isEqualTo(reckoning.attempts);
            assertThat(end.durationMillis()).isEqualTo(reckoning.time);
            assertThat(fixture.toApi()).hasSize(reckoning.attempts);
            assertThat(fixture.log.stream().filter(line -> line.contains("trying again")))
                    .as("one line a retry")
                    .hasSize(reckoning.waits.size());
            fixture.scheduler.advance(Duration.ofHours(1));
            assertThat(fixture.sent).as("nothing is sent after the end").hasSize(reckoning.attempts + 1);
        }
    }

    private static void assertTriesAgainAfter(long millis, CallFixture fixture) {
        int sent = fixture.sent.size();
        if (millis > 0) {
            fixture.scheduler.advance(Duration.ofMillis(millis - 1));
            assertThat(fixture.sent).as("not before its time").hasSize(sent);
            fixture.scheduler.advance(Duration.ofMillis(1));
        } else {
            fixture.scheduler.runDue();
        }
        assertThat(fixture.sent).as("and no later").hasSize(sent + 1);
    }
}
