package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.ProxyConfiguration;
import hudson.Util;
import io.jenkins.plugins.senhasegura.mysafe.api.Proxies;
import io.jenkins.plugins.senhasegura.mysafe.api.ProxySettings;
import java.net.Proxy;
import jenkins.model.Jenkins;

/** Jenkins' own proxy with its no-proxy list and authentication; asked anew for every request. */
final class JenkinsProxies implements Proxies {
    static final Proxies INSTANCE = new JenkinsProxies();

    private JenkinsProxies() {}

    @Override
    public ProxySettings forHost(String host) {
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        // Jenkins decides for the bare host: the no-proxy list has no schemes and no ports.
        if (proxy == null || proxy.createProxy(host).type() == Proxy.Type.DIRECT) {
            return null;
        }
        String user = Util.fixEmptyAndTrim(proxy.getUserName());
        String password = user == null || proxy.getSecretPassword() == null
                ? null
                : proxy.getSecretPassword().getPlainText();
        return new ProxySettings(proxy.getName(), proxy.getPort(), user, password);
    }
}
