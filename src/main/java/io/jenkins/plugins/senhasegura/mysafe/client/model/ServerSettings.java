package io.jenkins.plugins.senhasegura.mysafe.client.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Everything the client has to know of one senhasegura server, except the credentials.
 *
 * @param name what users call it; one name, one server
 * @param url the base that {@code api/mysafe/…} is appended to
 * @param tokenUrls the Access Token URL; where none was given, those that senhasegura documents, in the order in which
 *     they are tried
 * @param tenant of a multi-tenant installation, or null
 * @param trust the server's own certification authority
 * @param clientCertificate or null
 * @param proxies the way there
 * @param limits time-outs, attempts, connections
 */
public record ServerSettings(
        String name,
        ServerUrl url,
        List<ServerUrl> tokenUrls,
        String tenant,
        TrustedCertificates trust,
        ClientCertificate clientCertificate,
        Proxies proxies,
        Limits limits) {
    /**
     * Where the vendor's pages say that tokens are: MySafe's own pages first, then the A2A pages and its command line,
     * which disagree. Relative to the server's URL.
     */
    private static final List<String> TOKEN_PATHS = List.of("api/oauth2/token", "iso/oauth2/token");

    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");

    /** Everything but tenant and client certificate is required. */
    public ServerSettings {
        Objects.requireNonNull(name);
        Objects.requireNonNull(url);
        tokenUrls = List.copyOf(tokenUrls);
        Objects.requireNonNull(trust);
        Objects.requireNonNull(proxies);
        Objects.requireNonNull(limits);
        if (tokenUrls.isEmpty()) {
            throw new IllegalArgumentException("no Access Token URL");
        }
    }

    /**
     * Where tokens may be had.
     *
     * @param field the field's name, for the error
     * @param given the Access Token URL, absolute or relative; null or blank for those that senhasegura documents
     * @param url the server's
     * @throws SettingException when it is no such URL
     */
    public static List<ServerUrl> tokenUrls(String field, String given, ServerUrl url) {
        return given == null || given.isBlank()
                ? TOKEN_PATHS.stream().map(url::resolve).toList()
                : List.of(ServerUrl.token(field, given, url));
    }

    /** The paths that are tried where no Access Token URL is given, in this order, relative to the server's URL. */
    public static List<String> tokenPaths() {
        return TOKEN_PATHS;
    }

    /**
     * The tenant of a multi-tenant installation, which is the name of its subdomain.
     *
     * @param field the field's name, for the error
     * @param given with or without blanks around it; null or blank for none
     * @return null for none
     * @throws SettingException when it is no such name
     */
    public static String tenant(String field, String given) {
        String tenant = given == null ? "" : given.trim();
        if (!tenant.isEmpty() && !TENANT.matcher(tenant).matches()) {
            throw new SettingException(field, tenant, "tenant.bad");
        }
        return tenant.isEmpty() ? null : tenant;
    }

    /**
     * The same with all attempts together limited to a time, where they are not already to a shorter one.
     *
     * @param most above 0
     */
    public ServerSettings within(Duration most) {
        return limits.totalTimeout().compareTo(most) <= 0
                ? this
                : new ServerSettings(
                        name, url, tokenUrls, tenant, trust, clientCertificate, proxies, limits.within(most));
    }

    /** The first of the Access Token URLs. */
    public ServerUrl tokenUrl() {
        return tokenUrls.get(0);
    }

    /** Where the operation on the given password is asked for. */
    public ServerUrl urlOf(Operation operation, PasswordId id) {
        return url.resolve(operation.path(id));
    }
}
