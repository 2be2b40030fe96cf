package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.model.AccessToken;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;

/** The access token of one call, which it may renew once. Used by one thread at a time. */
final class Authorization {
    private final TokenCache tokens;
    private final TokenCache.Key key;
    private final TokenRequest request;
    private AccessToken token;
    private boolean cached;
    private boolean renewed;

    Authorization(MySafeClient client, CallTarget target, Texts texts) {
        tokens = client.tokens();
        key = TokenCache.Key.of(target.server(), target.credentials());
        request =
                new TokenRequest(client.transport(), client.tokenPaths(), target.server(), target.credentials(), texts);
    }

    /** A digest that tells the call's credential from others. */
    String credential() {
        return key.digest();
    }

    /** Asks for the token; returns what gives up waiting for it. */
    Runnable obtain(TokenCache.Waiter waiter) {
        return tokens.get(key, request, waiter);
    }

    void granted(AccessToken given, boolean fromCache) {
        token = given;
        cached = fromCache;
    }

    /** The header's value. */
    String header() {
        return token.authorization();
    }

    /** The token was refused. Returns whether a fresh one may do better: where it came from the cache, and once. */
    boolean renews() {
        tokens.invalidate(key, token);
        boolean first = cached && !renewed;
        renewed = renewed || first;
        return first;
    }
}
