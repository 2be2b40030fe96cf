package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static io.jenkins.plugins.senhasegura.mysafe.client.Fuzzing.check;

import io.jenkins.plugins.senhasegura.mysafe.client.Fuzzing;
import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.util.EnumSet;
import java.util.Set;

/** Any answer of the API has an outcome, and success only where it says so. First byte: the status; then the body. */
public final class ApiResponseFuzz {
    /** What a response cannot mean. */
    private static final Set<Outcome> NEVER =
            EnumSet.of(Outcome.CONFIGURATION, Outcome.UNREACHABLE, Outcome.TLS_FAILURE);

    private ApiResponseFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        RawResponse response = new RawResponse(Fuzzing.status(data), Fuzzing.withSecrets(data, 1), null, null);
        for (Operation operation : Operation.values()) {
            read(operation, response);
        }
    }

    private static void read(Operation operation, RawResponse response) {
        Fuzzing.bounded(() -> {
            Verdict verdict = ApiResponseReader.read(operation, response);
            Outcome outcome = verdict.outcome();
            check(outcome != null && !NEVER.contains(outcome), "an outcome of an answer", String.valueOf(outcome));
            check(verdict.status() == response.status(), "its status", verdict.status());
            if (outcome.isSuccess()) {
                check(
                        outcome == operation.done() || outcome == operation.already(),
                        "the success of what was asked",
                        outcome);
                checkSuccess(response);
            }
            Fuzzing.checkShown(verdict);
        });
    }

    private static void checkSuccess(RawResponse response) {
        check(response.status() == 200, "success has status 200", response.status());
        JsonResponse json = JsonResponse.read(response.text());
        check(json != null, "success is JSON", "");
        check(json.hasResponse(), "success holds an object response", response.text());
        check(json.isDeniedError(), "success denies an error and has no exception", response.text());
        check(json.isOkThroughout(), "success has no other status", response.text());
        check(json.errorNumber() == null, "success has no number of an error", response.text());
    }
}
