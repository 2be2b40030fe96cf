package io.jenkins.plugins.senhasegura.mysafe.client.http;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;

/**
 * The user at one proxy. Basic authentication goes along from the start, since some proxies close the connection with
 * their challenge, or fall silent after it; the proxy that turns out to want another scheme is remembered and challenges
 * first from then on.
 *
 * <p>Thread-safe, without a lock: requests that begin before it is known each find it out.
 */
final class ProxyLogin {
    private final HttpHost proxy;
    private final UsernamePasswordCredentials credentials;
    private volatile boolean anotherScheme;

    ProxyLogin(ProxySettings settings) {
        String password = settings.password() == null ? "" : settings.password();
        this.proxy = host(settings);
        this.credentials = new UsernamePasswordCredentials(settings.userName(), password.toCharArray());
    }

    static HttpHost host(ProxySettings settings) {
        return new HttpHost("http", settings.host(), settings.port());
    }

    /** Gives a request what it needs to log in. */
    void prepare(HttpClientContext context) {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        provider.setCredentials(new AuthScope(proxy.getHostName(), proxy.getPort()), credentials);
        context.setCredentialsProvider(provider);
        if (!anotherScheme) {
            BasicScheme basic = new BasicScheme();
            basic.initPreemptive(credentials);
            context.getAuthExchange(proxy).select(basic);
        }
    }

    /** Remembers by which scheme the proxy let the request, or its tunnel, pass. */
    void learn(HttpClientContext context) {
        AuthExchange login = context.getAuthExchange(proxy);
        if (login.getAuthScheme() != null
                && !StandardAuthScheme.BASIC.equalsIgnoreCase(
                        login.getAuthScheme().getName())) {
            anotherScheme = true;
        }
    }

    /** Whether a response to the proxy's challenge is at hand and has not been sent yet. */
    boolean isChallenged(HttpClientContext context) {
        return context.getAuthExchange(proxy).getState() == AuthExchange.State.CHALLENGED;
    }
}
