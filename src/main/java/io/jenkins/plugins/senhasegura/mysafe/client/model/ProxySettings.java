package io.jenkins.plugins.senhasegura.mysafe.client.model;

/**
 * An HTTP proxy on the way to a host.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param userName null when the proxy asks for no authentication
 * @param password null or empty when there is none
 */
public record ProxySettings(String host, int port, String userName, String password) {
    /** Where to, and as whom; never the password. */
    @Override
    public String toString() {
        return host + ":" + port + (userName == null ? "" : " as " + userName);
    }
}
