package io.jenkins.plugins.senhasegura.mysafe.client.response;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.util.List;
import java.util.Locale;

/** Tells who sent a response, as far as the response itself proves it. Sources: recorded responses of Kong, squid, nginx, HAProxy. */
final class Responder {
    /** How nginx and its descendants sign their own pages, and how HAProxy begins its. */
    private static final List<String> SIGNED = List.of("<center>nginx", "<center>openresty", "<center>kong");

    private static final String HAPROXY = "<html><body><h1>";

    private Responder() {}

    /**
     * @param json the body, or null where it is no JSON object
     * @param body the body as text, or null where it is not UTF-8
     */
    static AnsweredBy of(RawResponse response, JsonResponse json, String body) {
        if (response.isProxys()) {
            return AnsweredBy.PROXY;
        }
        if (response.header("X-Kong-Response-Latency") != null) {
            return AnsweredBy.GATEWAY;
        }
        if (json != null && json.hasResponse()) {
            return AnsweredBy.SENHASEGURA;
        }
        if (json != null && json.isBareMessage() && speaksOfUpstream(json)) {
            // The gateway's own words on a server that it did ask.
            return AnsweredBy.GATEWAY;
        }
        if (response.header("X-Kong-Upstream-Latency") != null) {
            return AnsweredBy.SENHASEGURA;
        }
        boolean gateways = json == null ? isOwnPage(response.status(), body) : json.isBareMessage();
        return gateways ? AnsweredBy.GATEWAY : null;
    }

    private static boolean speaksOfUpstream(JsonResponse json) {
        Outcome decided = KnownSentences.deciding(KnownSentences.normal(json.messages()));
        return decided == Outcome.UPSTREAM_INVALID_RESPONSE || decided == Outcome.UPSTREAM_TIMEOUT;
    }

    private static boolean isOwnPage(int status, String body) {
        if (body == null) {
            return false;
        }
        String page = body.strip().toLowerCase(Locale.ROOT);
        return SIGNED.stream().anyMatch(page::contains) || page.startsWith(HAPROXY + status + ' ');
    }

    /** What a proxy's own response means: it cannot reach or resolve the host, or it refuses to. */
    static Outcome ofProxy(int status) {
        return status == 404 || (status >= 500 && status <= 599) ? Outcome.UNREACHABLE : Outcome.UNEXPECTED_RESPONSE;
    }
}
