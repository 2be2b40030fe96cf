package io.jenkins.plugins.senhasegura.mysafe.client.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;

/** Tells whether a kept connection has failed, and not the request on it. */
final class ConnectionLoss {
    private ConnectionLoss() {}

    /**
     * Asked only where no byte of a response has come.
     *
     * @param sent whether the request had gone out
     */
    static boolean is(Exception cause, boolean sent) {
        return cause instanceof ConnectionClosedException
                || cause instanceof SocketException
                || cause instanceof SSLException
                // A reset is nothing more special than this where it is read.
                || cause.getClass() == IOException.class
                // The connection was being closed when the request came to it.
                || cause.getClass() == InterruptedIOException.class
                || cause instanceof IllegalStateException
                // A response came that nobody had asked for.
                || (!sent && cause.getClass() == HttpException.class);
    }
}
