package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCertificate;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.TrustedCertificates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the calls to each server share, kept by what is asked and not by what the server is called: settings that were
 * corrected begin anew.
 *
 * <p>Thread-safe: its lock guards which there are.
 */
final class ServerStates {
    /** So many before those that nobody needs any more are dropped. */
    private static final int MANY = 64;

    /** What calls to one server share. */
    record State(ConcurrencyLimiter limiter, CircuitBreaker circuit) {
        private boolean isUnused() {
            return limiter.isIdle() && circuit.isPristine();
        }
    }

    private record Key(
            ServerUrl url,
            List<ServerUrl> tokenUrls,
            String tenant,
            TrustedCertificates trust,
            ClientCertificate clientCertificate,
            ProxySettings proxy) {
        boolean isAt(String otherUrl, String otherTenant) {
            return url.toString().equals(otherUrl) && Objects.equals(tenant, otherTenant);
        }
    }

    private final Map<Key, State> states = new LinkedHashMap<>();

    /** Those of one server, whatever its other settings are or were. */
    synchronized List<State> at(String url, String tenant) {
        return states.entrySet().stream()
                .filter(entry -> entry.getKey().isAt(url, tenant))
                .map(Map.Entry::getValue)
                .toList();
    }

    synchronized State of(ServerSettings server) {
        Key key = new Key(
                server.url(),
                server.tokenUrls(),
                server.tenant(),
                server.trust(),
                server.clientCertificate(),
                server.proxies().leniently(server.url()));
        State known = states.get(key);
        if (known == null) {
            if (states.size() >= MANY) {
                states.values().removeIf(State::isUnused);
            }
            known = new State(new ConcurrencyLimiter(server.limits().connections()), new CircuitBreaker());
            states.put(key, known);
        }
        return known;
    }
}
