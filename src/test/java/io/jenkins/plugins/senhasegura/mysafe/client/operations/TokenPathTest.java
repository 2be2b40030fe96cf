package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static io.jenkins.plugins.senhasegura.mysafe.client.operations.CallFixture.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the token endpoint is found when the Access Token URL was left empty. */
class TokenPathTest {
    private static final String FIRST = "/api/oauth2/token";
    private static final String SECOND = "/iso/oauth2/token";

    private final CallFixture calls = new CallFixture();
    private int keys;

    @AfterEach
    void close() {
        calls.close();
    }

    /** With a secret of its own, so that it needs a token of its own. */
    private Call start() {
        return calls.start(
                calls.settings("main").tokenUrl(null).build(), CallFixture.credentials("s" + keys++), calls.build);
    }

    private void noRoute() {
        calls.last().response(404, "{\"message\":\"no Route matched with those values\"}", null);
    }

    private List<String> paths() {
        return calls.toTokenEndpoint().stream().map(request -> request.path).toList();
    }

    private void assertActivates(Call call, int attempts) {
        calls.last().activated();
        assertThat(end(call).outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(end(call).attempts()).isEqualTo(attempts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404|{\"message\":\"no Route matched with those values\"}",
                "404|<html><h1>Not Found</h1></html>",
                "405|{\"error\":\"invalid_method\"}",
                "401|{\"message\":\"No route matched with those values.\"}"
            })
    void theSecondIsAskedAtOnceWhereTheFirstIsMissing(int status, String body) {
        Call call = start();
        calls.last().response(status, body, null);
        assertThat(paths()).containsExactly(FIRST, SECOND);
        assertThat(calls.toTokenEndpoint()).allSatisfy(request -> {
            assertThat(request.host).isEqualTo("vault.example");
            assertThat(request.form).contains("client_secret=s0");
        });
        calls.last().grant("t1");
        assertActivates(call, 1);
        assertThat(calls.log)
                .containsExactly("senhasegura: server \"main\" has no Access Token URL set; it grants its tokens at"
                        + " https://vault.example/iso/oauth2/token.");
    }

    @Test
    void whatWasFoundIsRememberedForTheServerAndSaidOnce() {
        start();
        noRoute();
        calls.last().grant("t1");
        for (int i = 0; i < 3; i++) {
            Call call = start();
            calls.last().grant("t1");
            assertActivates(call, 1);
        }
        assertThat(paths()).containsExactly(FIRST, SECOND, SECOND, SECOND, SECOND);
        assertThat(calls.log).hasSize(1);
    }

    @Test
    void theFirstIsAllThatIsAskedWhereItIsThere() {
        Call call = start();
        calls.last().response(401, "{\"error\":\"invalid_client\"}", null);
        assertThat(end(call).outcome()).isEqualTo(Outcome.NOT_AUTHENTICATED);
        start();
        calls.last().grant("t1");
        assertThat(paths()).containsExactly(FIRST, FIRST);
        assertThat(calls.log).hasSize(1).first().asString().contains("/api/oauth2/token");
    }

    @Test
    void anAccessTokenUrlThatIsSetSaysNothingOfAnotherServersThere() {
        start();
        noRoute();
        calls.last().grant("t1");
        calls.log.clear();
        for (int status : new int[] {404, 200}) {
            Call set = calls.start(
                    calls.settings("main")
                            .tokenUrl("https://vault.example/sso/token")
                            .build(),
                    CallFixture.credentials("of " + status),
                    calls.build);
            calls.last().response(status, "{\"access_token\":\"t2\",\"expires_in\":3600}", null);
            assertThat(end(set) == null).isEqualTo(status == 200);
            Call call = start();
            calls.last().grant("t3");
            assertActivates(call, 1);
        }
        assertThat(paths()).containsExactly(FIRST, SECOND, SECOND, SECOND);
        assertThat(calls.sent)
                .filteredOn(request -> request.path.equals("/sso/token"))
                .hasSize(2);
        assertThat(calls.log).noneMatch(line -> line.contains("sso"));
    }

    @Test
    void whoComesMeanwhileWaitsForTheLook() {
        List<Call> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(start());
        }
        assertThat(paths()).containsExactly(FIRST);
        noRoute();
        assertThat(paths()).containsExactly(FIRST, SECOND);
        calls.last().grant("t1");
        assertThat(paths()).hasSize(11).filteredOn(SECOND::equals).hasSize(10);
    }

    @Test
    void whoGivesUpTheLookLeavesItToTheNext() {
        Call first = start();
        Call second = start();
        Call third = start();
        second.abort();
        first.abort();
        assertThat(paths()).containsExactly(FIRST, FIRST);
        noRoute();
        calls.last().grant("t1");
        assertThat(third.result()).isNotDone();
        assertActivates(third, 1);
    }

    @Test
    void aLookThatNobodyAnswersHoldsUpNoOther() {
        start();
        start();
        start();
        calls.last().unreachable();
        assertThat(paths()).containsExactly(FIRST, FIRST, FIRST);
    }

    @Test
    void troubleIsNoAnswerToWhereItIs() {
        Call call = start();
        calls.last().response(503);
        calls.scheduler.advance(Duration.ofSeconds(1));
        noRoute();
        calls.last().grant("t1");
        assertThat(paths()).containsExactly(FIRST, FIRST, SECOND);
        assertActivates(call, 2);
    }

    @Test
    void isLookedForAgainOnceWhereItIsGone() {
        start();
        noRoute();
        calls.last().grant("t1");
        Call call = start();
        noRoute();
        assertThat(paths()).containsExactly(FIRST, SECOND, SECOND, FIRST);
        calls.last().grant("t1");
        assertActivates(call, 1);
        assertThat(calls.log).as("it has moved").hasSize(2).last().asString().contains("/api/oauth2/token");

        Call neither = start();
        noRoute();
        noRoute();
        assertThat(end(neither).outcome()).isEqualTo(Outcome.NOT_AUTHENTICATED);
        assertThat(end(neither).attempts()).isOne();
        assertThat(paths()).hasSize(6);
    }
}
