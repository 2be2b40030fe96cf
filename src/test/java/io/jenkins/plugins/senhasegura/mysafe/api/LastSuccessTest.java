package io.jenkins.plugins.senhasegura.mysafe.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.Answers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LastSuccessTest {
    private static final String WITH_ID =
            "{\"code\":200,\"response\":{\"message\":\"done\",\"error\":false},\"request_id\":\"in the body\"}";

    private final LastSuccess last = new LastSuccess();

    private static RawAnswer answer(int status, String body, String retryAfter, String requestId) {
        return new RawAnswer(status, body.getBytes(StandardCharsets.UTF_8), retryAfter, requestId);
    }

    @Provide
    Arbitrary<List<RawAnswer>> answers() {
        Arbitrary<String> bodies = Arbitraries.of(
                Answers.ACTIVATED_3_33,
                Answers.ACTIVATED_3_32,
                Answers.ACTIVATED_3_33.replace("successfully activated", "has already been activated"),
                Answers.ACTIVATED_3_33.replace("false", "true"),
                WITH_ID,
                WITH_ID.replace("in the", "another"),
                "{\"message\":\"Unexpected error.\"}",
                "<html>");
        Arbitrary<String> ids = Arbitraries.of("in the head", "another one").injectNull(0.5);
        return Combinators.combine(
                        Arbitraries.of(200, 200, 400, 503),
                        bodies,
                        Arbitraries.of("3").injectNull(0.5),
                        ids)
                .as(LastSuccessTest::answer)
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 500)
    void whateverCameBeforeAnAnswerMeansWhatTheReaderReads(@ForAll("answers") List<RawAnswer> answers) {
        for (RawAnswer answer : answers) {
            assertThat(last.read(answer)).isEqualTo(AnswerReader.read(answer));
        }
    }

    @Example
    void theSameAnswerIsNotReadAgain() {
        String first = last.read(answer(200, Answers.ACTIVATED_3_33, null, "1")).message();
        assertThat(last.read(answer(200, Answers.ACTIVATED_3_33, null, "2")).message())
                .isSameAs(first);
        last.read(answer(400, Answers.ACTIVATED_3_33, null, null));
        assertThat(last.read(answer(200, Answers.ACTIVATED_3_33, null, "3")).message())
                .as("an error is not remembered")
                .isSameAs(first);
    }

    @Example
    void aLongAnswerIsNotRemembered() {
        String longest = Answers.ACTIVATED_3_33 + " ".repeat(LastSuccess.LONGEST - Answers.ACTIVATED_3_33.length());
        String first = last.read(answer(200, longest, null, null)).message();
        assertThat(last.read(answer(200, longest, null, null)).message()).isSameAs(first);

        String longer = longest + " ";
        String read = last.read(answer(200, longer, null, null)).message();
        assertThat(last.read(answer(200, longer, null, null)).message())
                .isEqualTo(read)
                .isNotSameAs(read);
    }
}
