package io.jenkins.plugins.senhasegura.mysafe.api;

import java.nio.charset.StandardCharsets;

/** What the benchmark measures below the public classes: the client without the hops of a step, and the parser. */
public final class ClientUnderTest {
    private static final Enablings BUILD = new Enablings();

    private ClientUnderTest() {}

    /** Sends one activation through the client alone; {@code whenDone} is told on the I/O thread. */
    public static void enable(
            PasswordEnabler enabler,
            String id,
            ServerSettings server,
            ClientCredentials credentials,
            Runnable whenDone) {
        enabler.client()
                .start(Operation.ENABLE, PasswordId.parse(id), server, credentials, BUILD, line -> {})
                .result()
                .thenAccept(activation -> {
                    if (activation.outcome() != Outcome.ACTIVATED) {
                        throw new IllegalStateException(activation.toString());
                    }
                    whenDone.run();
                });
    }

    /** Reads one answer as the client does. */
    public static Outcome read(int status, byte[] body) {
        return AnswerReader.read(Operation.ENABLE, new RawAnswer(status, body, null, null))
                .outcome();
    }

    /** The same from text. */
    public static Outcome read(int status, String body) {
        return read(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
