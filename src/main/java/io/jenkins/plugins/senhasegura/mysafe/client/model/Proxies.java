package io.jenkins.plugins.senhasegura.mysafe.client.model;

/** Tells which proxy is on the way to a host. Asked for every request, so that a changed setting counts at once. */
@FunctionalInterface
public interface Proxies {
    /** No proxy for any host. */
    Proxies DIRECT = host -> null;

    /**
     * Must not block.
     *
     * @param host the bare host name or address that the request goes to
     * @return null for a direct connection
     */
    ProxySettings forHost(String host);

    /** The proxy for a URL's host; null also where the setting itself fails, which the request itself will tell. */
    default ProxySettings leniently(ServerUrl url) {
        try {
            return forHost(url.bareHost());
        } catch (RuntimeException unreadable) {
            return null;
        }
    }
}
