package io.jenkins.plugins.senhasegura.mysafe.client.http;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;

/**
 * Connects for one exchange, to one address of a name after the other. Each gets an equal share of the connect time-out,
 * so that a silent address leaves time for those behind it, and the last one what is left, which the exchange's own
 * deadline ends.
 *
 * <p>Not thread-safe: the next address follows the end of the one before.
 */
final class AddressConnector implements ConnectionInitiator {
    /** Long enough for one lost packet; addresses for which no time is left wait for the next attempt in vain. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final ConnectionInitiator initiator;
    private final Exchange exchange;
    private final OpenSockets sockets;
    private final int addresses;
    private int tried;

    /** @param addresses how many the name has, at least 1 */
    AddressConnector(ConnectionInitiator initiator, Exchange exchange, OpenSockets sockets, int addresses) {
        this.initiator = initiator;
        this.exchange = exchange;
        this.sockets = sockets;
        this.addresses = addresses;
    }

    @Override
    public Future<IOSession> connect(
            NamedEndpoint name,
            SocketAddress remote,
            SocketAddress local,
            Timeout timeout,
            Object attachment,
            FutureCallback<IOSession> callback) {
        Timeout patience = ++tried < addresses ? share() : timeout;
        Future<IOSession> connecting =
                initiator.connect(name, remote, local, patience, attachment, new CallbackContribution<>(callback) {
                    @Override
                    public void completed(IOSession session) {
                        sockets.opened(session);
                        exchange.connected(session);
                        callback.completed(session);
                    }
                });
        exchange.connecting(() -> connecting.cancel(true));
        return connecting;
    }

    /** Of what looking up the name, and the addresses before, have left of the time for connecting. */
    private Timeout share() {
        Duration connect = exchange.pool().key().connectTimeout();
        Duration left = exchange.left().compareTo(connect) < 0 ? exchange.left() : connect;
        Duration share = left.dividedBy(addresses - tried + 1L);
        return Timeout.of(share.compareTo(LEAST) < 0 ? LEAST : share);
    }
}
