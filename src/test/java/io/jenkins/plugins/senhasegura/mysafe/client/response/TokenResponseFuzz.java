package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static io.jenkins.plugins.senhasegura.mysafe.client.Fuzzing.check;

import io.jenkins.plugins.senhasegura.mysafe.client.Fuzzing;
import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Any answer of the token endpoint is a token that can be sent, or a refusal. First byte: the status; then the body. */
public final class TokenResponseFuzz {
    private static final Set<Outcome> REFUSALS = EnumSet.of(
            Outcome.NOT_AUTHENTICATED,
            Outcome.SERVER_ERROR,
            Outcome.UPSTREAM_INVALID_RESPONSE,
            Outcome.UPSTREAM_TIMEOUT,
            Outcome.UNAVAILABLE,
            Outcome.RATE_LIMITED,
            Outcome.UNEXPECTED_RESPONSE);

    private TokenResponseFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        RawResponse response = new RawResponse(Fuzzing.status(data), Fuzzing.withSecrets(data, 1), null, null);
        Fuzzing.bounded(() -> {
            TokenResponseReader.TokenResponse read = TokenResponseReader.read(response);
            // Where a token may be beside it, nothing of the body is shown but what is known beforehand.
            check(
                    !read.toString().contains(Fuzzing.TOKEN)
                            || (read.value() == null && !response.text().contains("access_token")),
                    "a token is not shown",
                    "");
            if (read.refusal() == null) {
                checkToken(response, read);
            } else {
                check(read.value() == null, "no token where it is refused", "");
                check(
                        REFUSALS.contains(read.refusal().outcome()),
                        "a refusal",
                        read.refusal().outcome());
                Fuzzing.checkShown(read.refusal());
            }
        });
    }

    private static void checkToken(RawResponse response, TokenResponseReader.TokenResponse read) {
        check(response.status() == 200, "a token has status 200", response.status());
        check(
                !read.value().isEmpty() && read.value().chars().allMatch(c -> c > ' ' && c < 0x7F),
                "a token can stand in a header",
                read.value());
        Duration life = read.lifetime();
        check(
                !life.isNegative() && life.compareTo(TokenResponseReader.LONGEST_LIFETIME) <= 0,
                "a life that can be reckoned with",
                life);
    }
}
