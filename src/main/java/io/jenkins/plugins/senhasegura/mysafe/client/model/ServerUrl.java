package io.jenkins.plugins.senhasegura.mysafe.client.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of a senhasegura server: http or https, a host, perhaps a port and a path; never user info, query or
 * fragment, since those would carry secrets into logs.
 *
 * @param scheme {@code http} or {@code https}
 * @param host name or address; an IPv6 address in brackets
 * @param port 1 to 65535, or -1 for the scheme's own
 * @param path begins with a slash, percent-encoded as it was given
 */
public record ServerUrl(String scheme, String host, int port, String path) {
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?)(?::([0-9]{1,5}))?");
    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7F]+");
    private static final int HIGHEST_PORT = 65535;
    private static final int LONGEST = 2000;

    /**
     * Reads the server's base URL; a missing last slash is added, so that the API's path can follow.
     *
     * @param field the field's name, for the error
     * @throws SettingException when it is no such URL
     */
    public static ServerUrl base(String field, String text) {
        ServerUrl url = absolute(field, text);
        return url.path.endsWith("/") ? url : new ServerUrl(url.scheme, url.host, url.port, url.path + "/");
    }

    /**
     * Reads the access token URL: absolute as senhasegura shows it, or relative to the server's URL.
     *
     * @param field the field's name, for the error
     * @param base what a relative one is relative to
     * @throws SettingException when it is no such URL
     */
    public static ServerUrl token(String field, String text, ServerUrl base) {
        String given = text == null ? "" : text.strip();
        if (given.contains("://") || given.isEmpty()) {
            return absolute(field, text);
        }
        if (given.startsWith("//")) {
            throw new SettingException(field, shown(given), "url.scheme");
        }
        String root = base.withPath(given.startsWith("/") ? "" : base.path).toString();
        return absolute(field, root + given);
    }

    private static ServerUrl absolute(String field, String text) {
        String given = text == null ? "" : text.strip();
        if (given.isEmpty()) {
            throw new SettingException(field, null, "url.missing");
        }
        String shown = shown(given);
        if (given.length() > LONGEST) {
            throw new SettingException(field, shown, "url.long", LONGEST);
        }
        int authority = given.indexOf("://") + 3;
        int at = given.indexOf('@');
        if (authority > 2 && at >= authority && !given.substring(authority, at).contains("/")) {
            throw new SettingException(field, shown, "url.userinfo");
        }
        URI uri;
        try {
            uri = new URI(given);
        } catch (URISyntaxException unreadable) {
            throw new SettingException(field, shown, "url.bad");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new SettingException(field, shown, "url.scheme");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new SettingException(field, shown, "url.query");
        }
        // Not URI.getHost(): it knows no underscore, which names inside a company's network do have.
        Matcher hostAndPort = AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
        if (!hostAndPort.matches()) {
            throw new SettingException(field, shown, "url.host");
        }
        int port = hostAndPort.group(2) == null ? -1 : Integer.parseInt(hostAndPort.group(2));
        if (port == 0 || port > HIGHEST_PORT) {
            throw new SettingException(field, shown, "url.port", HIGHEST_PORT);
        }
        String path = uri.getRawPath().isEmpty() ? "/" : ascii(uri.getRawPath());
        return new ServerUrl(scheme, hostAndPort.group(1).toLowerCase(Locale.ROOT), port, path);
    }

    /** Letters beyond ASCII are allowed in a URL as people write it, but not in a request line. */
    private static String ascii(String path) {
        return BEYOND_ASCII.matcher(path).replaceAll(run -> URLEncoder.encode(run.group(), StandardCharsets.UTF_8));
    }

    /** What an error may quote of a URL: without user info, query and fragment, wherever they stand and however broken. */
    private static String shown(String given) {
        int at = given.lastIndexOf('@');
        int authority = given.indexOf("://") + 3;
        String start = at < 0 ? "" : given.substring(0, authority > 2 && authority < at ? authority : 0) + "…";
        String rest = given.substring(Math.max(at, 0));
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '?' && rest.charAt(end) != '#') {
            end++;
        }
        return start + (end < rest.length() ? rest.substring(0, end + 1) + "…" : rest);
    }

    /** The address of something below this one. */
    public ServerUrl resolve(String relative) {
        return withPath(path + relative);
    }

    private ServerUrl withPath(String newPath) {
        return new ServerUrl(scheme, host, port, newPath);
    }

    /**
     * The end of a base URL that belongs to the API's own paths, {@code /api} or {@code /iso}, or null: with it every
     * path is there twice, and the gateway has no route.
     */
    public String surplusPath() {
        String end = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return end.endsWith("/api") || end.endsWith("/iso") ? end.substring(end.length() - 4) : null;
    }

    /** Whether secrets travel encrypted. */
    public boolean isSecure() {
        return scheme.equals("https");
    }

    /** The host without an IPv6 address' brackets, as name resolution and no-proxy lists take it. */
    public String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * The host that is connected to.
     *
     * @param proxy the one for this URL, or null for none
     */
    public String firstHop(ProxySettings proxy) {
        return proxy == null ? bareHost() : proxy.host();
    }

    /** The port that is connected to, 1 to 65535. */
    public int effectivePort() {
        if (port > 0) {
            return port;
        }
        return isSecure() ? 443 : 80;
    }

    @Override
    public String toString() {
        return scheme + "://" + host + (port > 0 ? ":" + port : "") + path;
    }
}
