package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.response.ApiResponseReader;
import io.jenkins.plugins.senhasegura.mysafe.client.response.CommonMistakes;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import java.util.function.Supplier;

/**
 * What a call asks of whom, and as whom.
 *
 * @param id of the password
 * @param refusal what forbids it by now, though it was permitted before it had to wait, or null; reads memory only
 */
record CallTarget(
        Operation operation,
        PasswordId id,
        ServerSettings server,
        ClientCredentials credentials,
        Supplier<Verdict> refusal) {
    Limits limits() {
        return server.limits();
    }

    ServerUrl url() {
        return server.urlOf(operation, id);
    }

    /** What the end of the request to the API means. */
    Verdict verdict(HttpAttempt.End end) {
        Verdict read = end.response() == null
                ? end.failure().about(RequestKind.API)
                : ApiResponseReader.read(operation, end.response());
        return CommonMistakes.told(read, end.response(), server, credentials);
    }
}
