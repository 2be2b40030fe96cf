package io.jenkins.plugins.senhasegura.mysafe.client.http;

import javax.net.ssl.SSLSession;

/** Told how far an exchange is, and its end once, on whichever thread brings it. */
public interface ExchangeListener {
    void answered(RawResponse response);

    void failed(Exception cause);

    /** A new connection stands, before TLS. Not told for one that is used again. */
    default void connected() {}

    /** A proxy has connected to the server, before TLS. Not told for a connection that is used again. */
    default void tunnelled() {}

    /** The request goes out; with the connection's TLS session, null without TLS. */
    default void sending(SSLSession session) {}

    /**
     * A kept connection ended after the request had gone out on it, and the request is sent anew on another one. The server
     * may have carried out the first: HAProxy 2.6 and Apache close a kept connection without a response where the server
     * behind them broke off.
     */
    default void sendingAgain() {}
}
