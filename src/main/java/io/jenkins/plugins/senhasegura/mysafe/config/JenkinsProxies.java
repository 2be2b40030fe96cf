package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.ProxyConfiguration;
import hudson.Util;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Proxies;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import java.util.List;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;

/** Jenkins' own proxy with its no-proxy list and authentication; asked anew for every request. */
final class JenkinsProxies implements Proxies {
    static final Proxies INSTANCE = new JenkinsProxies();

    private JenkinsProxies() {}

    @Override
    public ProxySettings forHost(String host) {
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        if (proxy == null || proxy.getName() == null || isExcluded(proxy.getNoProxyHostPatterns(), host)) {
            return null;
        }
        String user = Util.fixEmptyAndTrim(proxy.getUserName());
        String password = user == null || proxy.getSecretPassword() == null
                ? null
                : proxy.getSecretPassword().getPlainText();
        return new ProxySettings(proxy.getName(), proxy.getPort(), user, password);
    }

    /**
     * As {@code ProxyConfiguration.createProxy} decides it, which would also resolve the proxy's name and so block. The
     * list is matched against the bare host: it has no schemes and no ports. Host names know no case, the list's do.
     */
    static boolean isExcluded(List<Pattern> excluded, String host) {
        return excluded.stream()
                .map(pattern -> Pattern.compile(pattern.pattern(), Pattern.CASE_INSENSITIVE))
                .anyMatch(pattern -> pattern.matcher(host).matches());
    }
}
