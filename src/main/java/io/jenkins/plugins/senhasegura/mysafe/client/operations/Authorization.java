package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.model.AccessToken;

/** The access token of one call, which it may renew once. Used by one thread at a time. */
final class Authorization {
    private final TokenCache tokens;
    private final TokenCache.Key key;
    private final TokenRequest request;
    private AccessToken token;
    private boolean cached;
    private boolean renewed;

    Authorization(TokenCache tokens, TokenCache.Key key, TokenRequest request) {
        this.tokens = tokens;
        this.key = key;
        this.request = request;
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
