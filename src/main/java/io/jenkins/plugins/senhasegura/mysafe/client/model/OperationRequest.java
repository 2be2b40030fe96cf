package io.jenkins.plugins.senhasegura.mysafe.client.model;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingTask;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * What is asked for. May throw {@link SettingException} for what a user can mend; the last two are called one after the
 * other on a thread that may block.
 *
 * @param operation what to do
 * @param id the password's identifier as it was given; checked by {@link PasswordId#parse}
 * @param shared what is looked up, so that operations of one build share it; null where it is shared with none
 * @param permission asked with the identifier before every look-up, and throws a {@link NotPermittedException} where it
 *     must not be done; must not block
 * @param mapping which errors fail the build and which mark it unstable; must not block
 * @param server where the password is
 * @param credentials as whom to ask
 * @param isClosing whether it ends an access window, so that it waits behind no other operation
 */
public record OperationRequest(
        Operation operation,
        String id,
        Shared shared,
        Consumer<PasswordId> permission,
        Callable<ErrorMapping> mapping,
        Callable<ServerSettings> server,
        Callable<ClientCredentials> credentials,
        boolean isClosing) {

    /**
     * What a look-up asks for.
     *
     * @param server the server's name as it was given, or null
     * @param credentialsId the id of the credentials, or null where none is known before the look-up
     * @param context where they are looked up, such as the job
     * @param settings which they are looked up by, as they were at one moment: who was permitted by others must not join
     */
    public record Shared(String server, String credentialsId, Object context, Object settings) {
        /** What a log may have of it. */
        @Override
        public String toString() {
            return "server=" + server + ", credentialsId=" + credentialsId + ", context=" + context;
        }
    }

    /** One that ends no window. */
    public OperationRequest(
            Operation operation,
            String id,
            Shared shared,
            Consumer<PasswordId> permission,
            Callable<ErrorMapping> mapping,
            Callable<ServerSettings> server,
            Callable<ClientCredentials> credentials) {
        this(operation, id, shared, permission, mapping, server, credentials, false);
    }

    /** The same as the end of an access window. */
    public OperationRequest asClosing() {
        return new OperationRequest(operation, id, shared, permission, mapping, server, credentials, true);
    }

    /** A request that nothing forbids, and whose look-up is shared with no other. */
    public OperationRequest(
            Operation operation,
            String id,
            Callable<ErrorMapping> mapping,
            Callable<ServerSettings> server,
            Callable<ClientCredentials> credentials) {
        this(operation, id, null, permitted -> {}, mapping, server, credentials);
    }

    /** Whose look-ups share a few threads: one id in one context, by whichever server; null for nobody in particular. */
    public Object holder() {
        return shared == null || shared.credentialsId() == null
                ? null
                : List.of(shared.credentialsId(), shared.context());
    }

    /** Whether the look-up that the calling thread is at was given up, so that its end interests nobody any more. */
    public static boolean isGivenUp() {
        return BlockingTask.isGivenUp();
    }
}
