package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.ProxyConfiguration;
import hudson.Util;
import io.jenkins.plugins.senhasegura.mysafe.api.Proxies;
import io.jenkins.plugins.senhasegura.mysafe.api.ProxySettings;
import jenkins.model.Jenkins;

/** Jenkins' own proxy with its no-proxy list and authentication; asked anew for every request. */
final class JenkinsProxies implements Proxies {
    static final Proxies INSTANCE = new JenkinsProxies();

    private JenkinsProxies() {}

    @Override
    public ProxySettings forHost(String host) {
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        if (proxy == null || proxy.getName() == null || isExcluded(proxy, host)) {
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
     * list is matched against the bare host: it has no schemes and no ports.
     */
    private static boolean isExcluded(ProxyConfiguration proxy, String host) {
        return proxy.getNoProxyHostPatterns().stream()
                .anyMatch(pattern -> pattern.matcher(host).matches());
    }
}
