package io.jenkins.plugins.senhasegura.mysafe.client.response;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.util.Locale;

/** Which words say what a proxy answered in the place of the server. */
final class ProxyRefusal {
    private ProxyRefusal() {}

    /** @param userSet whether Jenkins' proxy settings name a user */
    static String key(RawResponse response, boolean userSet) {
        int status = response.status();
        if (Responder.ofProxy(status) == Outcome.UNREACHABLE) {
            return "proxy.unreachable";
        }
        if (status == 401 || status == 407) {
            String offered = response.header(RawResponse.PROXY_AUTHENTICATE);
            if (offered != null && !isAnswerable(offered)) {
                return "proxy.scheme";
            }
            return userSet ? "proxy.login" : "proxy.loginMissing";
        }
        return "proxy.refused";
    }

    private static boolean isAnswerable(String offered) {
        String schemes = offered.toLowerCase(Locale.ROOT);
        return schemes.contains("basic") || schemes.contains("digest");
    }
}
