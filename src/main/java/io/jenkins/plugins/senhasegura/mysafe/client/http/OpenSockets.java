package io.jenkins.plugins.senhasegura.mysafe.client.http;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.reactor.IOSession;

/**
 * The sockets of all connections, to look at one in the moment before a request is written to it. What has arrived by
 * then cannot be its response, and would be taken for it: the I/O thread writes what became ready while it was reading
 * without reading again.
 *
 * <p>Thread-safe, without a lock; a socket is looked at by its I/O thread.
 */
final class OpenSockets {
    private record Ends(SocketAddress local, SocketAddress remote) {}

    private final Map<Ends, IOSession> sockets = new ConcurrentHashMap<>();

    void opened(IOSession socket) {
        sockets.values().removeIf(other -> !other.isOpen());
        sockets.put(new Ends(socket.getLocalAddress(), socket.getRemoteAddress()), socket);
    }

    /**
     * Checks that nothing has arrived on a kept connection, not even its end; what is read here is never missed, since
     * such a connection is thrown away.
     *
     * @throws RequestNotExecutedException when something has
     */
    void requireQuiet(EndpointDetails ends) throws IOException {
        IOSession socket = sockets.get(new Ends(ends.getLocalAddress(), ends.getRemoteAddress()));
        if (socket != null && socket.channel().read(ByteBuffer.allocate(1)) != 0) {
            throw new RequestNotExecutedException();
        }
    }
}
