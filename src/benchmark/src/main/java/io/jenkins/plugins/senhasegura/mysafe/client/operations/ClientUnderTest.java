package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.response.ApiResponseReader;
import java.nio.charset.StandardCharsets;

/** What the benchmark measures below the public classes: the client without the hops of a step, and the parser. */
public final class ClientUnderTest {
    private static final BuildOperations BUILD = new BuildOperations();

    private ClientUnderTest() {}

    /** Sends one activation through the client alone; {@code whenDone} is told on the I/O thread. */
    public static void enable(
            PasswordOperations enabler,
            String id,
            ServerSettings server,
            ClientCredentials credentials,
            Runnable whenDone) {
        enabler.client()
                .start(
                        new CallTarget(Operation.ENABLE, PasswordId.parse(id), server, credentials, () -> null),
                        BUILD,
                        line -> {})
                .result()
                .thenAccept(activation -> {
                    if (activation.outcome() != Outcome.ACTIVATED) {
                        throw new IllegalStateException(activation.toString());
                    }
                    whenDone.run();
                });
    }

    /** Reads one response as the client does. */
    public static Outcome read(int status, byte[] body) {
        return ApiResponseReader.read(Operation.ENABLE, new RawResponse(status, body, null, null))
                .outcome();
    }

    /** The same from text. */
    public static Outcome read(int status, String body) {
        return read(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
