package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.Objects;

/**
 * Everything the client has to know of one senhasegura server, except the credentials.
 *
 * @param name what users call it; one name, one server
 * @param url the base that {@code api/mysafe/…} is appended to
 * @param tokenUrl the Access Token URL
 * @param trust the server's own certification authority
 * @param clientCertificate or null
 * @param proxies the way there
 * @param limits time-outs, attempts, connections
 */
public record ServerSettings(
        String name,
        ServerUrl url,
        ServerUrl tokenUrl,
        TrustedCertificates trust,
        ClientCertificate clientCertificate,
        Proxies proxies,
        Limits limits) {
    /** The token path of senhasegura's A2A page, which its own command line uses too; relative to the server's URL. */
    public static final String DEFAULT_TOKEN_URL = "iso/oauth2/token";

    /** Everything but the client certificate is required. */
    public ServerSettings {
        Objects.requireNonNull(name);
        Objects.requireNonNull(url);
        Objects.requireNonNull(tokenUrl);
        Objects.requireNonNull(trust);
        Objects.requireNonNull(proxies);
        Objects.requireNonNull(limits);
    }

    /** Where the operation on the given password is asked for. */
    ServerUrl urlOf(Operation operation, PasswordId id) {
        return url.resolve(operation.path(id));
    }
}
