package io.jenkins.plugins.senhasegura.mysafe.window;

import java.util.List;

/**
 * A window that is asked for.
 *
 * @param holder whose it is
 * @param url of the server
 * @param tenant empty for none
 * @param passwords their identifiers, none of them twice
 * @param server the server's name
 * @param credentialsId as whom; empty for the server's own
 * @param store where those credentials were found; empty for the server's own
 * @param whenFoundActive what becomes of those that were active before
 */
public record WindowRequest(
        Holder holder,
        String url,
        String tenant,
        List<Long> passwords,
        String server,
        String credentialsId,
        String store,
        WhenFoundActive whenFoundActive) {
    /** @throws IllegalArgumentException where there is no password, or one twice */
    public WindowRequest {
        passwords = List.copyOf(passwords);
        if (passwords.isEmpty() || passwords.stream().distinct().count() < passwords.size()) {
            throw new IllegalArgumentException("no password, or one twice");
        }
    }

    WindowKey key(long password) {
        return new WindowKey(url, tenant, password);
    }
}
