package io.jenkins.plugins.senhasegura.mysafe.client.model;

import java.time.Duration;
import java.util.List;

/**
 * How things stand between this controller and one server at one moment. Holds no secret, and nothing that tells for whom
 * anything is done.
 *
 * @param permitsInUse calls that have a permit to send requests
 * @param inLine calls that wait for one
 * @param closingsInLine those of them that end access windows
 * @param circuit whether the circuit breaker lets everybody's calls pass
 * @param refusedCredentials how many credentials there are whose calls alone it refuses, or tries again
 * @param openConnections busy or kept
 * @param busyConnections those of them that a request is on
 * @param tokenAges how long ago each access token at hand was asked for, the oldest first
 */
public record ServerState(
        int permitsInUse,
        int inLine,
        int closingsInLine,
        Circuit circuit,
        int refusedCredentials,
        int openConnections,
        int busyConnections,
        List<Duration> tokenAges) {
    /** A server that nothing has been asked of. */
    public static final ServerState IDLE = new ServerState(0, 0, 0, Circuit.CLOSED, 0, 0, 0, List.of());

    /** The states of a circuit breaker, the worst last. */
    public enum Circuit {
        /** Calls pass. */
        CLOSED,
        /** One call at a time passes, to see whether the server is back. */
        HALF_OPEN,
        /** Calls are refused. */
        OPEN
    }

    /** The ages in their order. */
    public ServerState {
        tokenAges =
                tokenAges.stream().sorted((one, other) -> other.compareTo(one)).toList();
    }
}
