package io.jenkins.plugins.senhasegura.mysafe.client.response;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OutcomeDetails;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Looks for common mistakes in what a request was made of, once its outcome is known. */
public final class CommonMistakes {
    private CommonMistakes() {}

    /**
     * The verdict with the hints that only the settings give, and with the host where the token's is another one.
     *
     * @param verdict that knows which request it is about
     * @param response or null where none came
     */
    public static Verdict told(
            Verdict verdict, RawResponse response, ServerSettings server, ClientCredentials credentials) {
        if (verdict.outcome().isSuccess()) {
            return verdict;
        }
        boolean token = verdict.request() == RequestKind.TOKEN;
        ServerUrl asked = token ? server.tokenUrl() : server.url();
        Set<Hint> hints = EnumSet.noneOf(Hint.class);
        if (response != null && isRedirectToHttps(response, asked)) {
            hints.add(Hint.HTTPS);
        }
        if (isNoRoute(verdict)) {
            hints.addAll(endings(server.url()));
        }
        if (verdict.outcome() == Outcome.NOT_AUTHENTICATED) {
            if (token && (isPadded(credentials.clientId()) || isPadded(credentials.clientSecret()))) {
                hints.add(Hint.WHITE_SPACE);
            }
            if ((server.tenant() == null && isAddress(server.url())) || namesTenant(verdict.message())) {
                hints.add(Hint.TENANT);
            }
        }
        OutcomeDetails details = verdict.details().with(hints);
        if (asked.isSecure()) {
            // Said by what is behind the end of TLS, which knows only how the request came to it.
            details = details.replacing(Hint.HTTPS, Hint.FORWARDED_BY_HTTP);
        }
        return verdict.with(isSameHost(server) ? details : details.at(asked.host() + ":" + asked.effectivePort()));
    }

    private static boolean isSameHost(ServerSettings server) {
        return server.url().host().equals(server.tokenUrl().host())
                && server.url().effectivePort() == server.tokenUrl().effectivePort();
    }

    /** The commonest answer to http in a URL. */
    private static boolean isRedirectToHttps(RawResponse response, ServerUrl asked) {
        if (!ApiResponseReader.isRedirect(response) || asked.isSecure()) {
            return false;
        }
        String location = response.header("Location").strip().toLowerCase(Locale.ROOT);
        String start = "https://" + asked.host();
        return location.startsWith(start)
                && (location.length() == start.length() || ":/?#".indexOf(location.charAt(start.length())) >= 0);
    }

    private static boolean isNoRoute(Verdict verdict) {
        return verdict.status() == 404
                || verdict.status() == 405
                || (verdict.outcome() == Outcome.NOT_AUTHENTICATED
                        && verdict.message() != null
                        && verdict.message().toLowerCase(Locale.ROOT).contains("no route matched"));
    }

    private static Set<Hint> endings(ServerUrl url) {
        String path = url.path().toLowerCase(Locale.ROOT);
        if (path.endsWith("/api/") || path.contains("/api/mysafe/")) {
            return Set.of(Hint.ENDS_IN_API);
        }
        return path.endsWith("/iso/") ? Set.of(Hint.ENDS_IN_ISO) : Set.of();
    }

    private static boolean isPadded(String text) {
        return isBlank(text.charAt(0)) || isBlank(text.charAt(text.length() - 1));
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    /** A tenant is mandatory where the server is called by its address. */
    private static boolean isAddress(ServerUrl url) {
        return url.host().startsWith("[") || url.host().chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static boolean namesTenant(String message) {
        String said = message == null ? "" : message.toLowerCase(Locale.ROOT);
        return said.contains("tenant") || said.contains("inquilino");
    }
}
