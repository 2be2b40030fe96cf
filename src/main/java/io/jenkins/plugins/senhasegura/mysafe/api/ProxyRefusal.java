package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.Locale;

/** Which words say what a proxy answered in the place of the server. */
final class ProxyRefusal {
    private ProxyRefusal() {}

    /** @param userSet whether Jenkins' proxy settings name a user */
    static String key(RawAnswer response, boolean userSet) {
        int status = response.status();
        if (Responder.ofProxy(status) == Outcome.UNREACHABLE) {
            return "proxy.unreachable";
        }
        if (status == 401 || status == 407) {
            String offered = response.header(RawAnswer.PROXY_AUTHENTICATE);
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
