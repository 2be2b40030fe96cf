package io.jenkins.plugins.senhasegura.mysafe.client.http;

import java.time.Instant;

/**
 * What is known of a request that ended without a response, beside the exception: the same exception means one thing to
 * a server that was asked for a client certificate and another to one that was not.
 *
 * @param secure whether it was for https
 * @param proxied whether a proxy was set for the host
 * @param sent whether the request had gone out, so that it may have been carried out
 * @param answered whether any byte of a response had come
 * @param certificateAsked whether the server has asked for a client certificate
 * @param certificateSet whether the server's settings name one
 * @param proxyUserSet whether the proxy's settings name a user
 * @param now this controller's clock, or null
 */
public record Circumstances(
        boolean secure,
        boolean proxied,
        boolean sent,
        boolean answered,
        boolean certificateAsked,
        boolean certificateSet,
        boolean proxyUserSet,
        Instant now) {
    /** Nothing is known but the exception. */
    public static final Circumstances UNKNOWN =
            new Circumstances(false, false, false, false, false, false, false, null);
}
