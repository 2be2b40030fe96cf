package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.core5.http.ContentType;
import tools.jackson.databind.json.JsonMapper;

/** {@link Rivals#BARE_TOKEN}: sends both requests with the bare client and reads both responses with Jackson. */
final class BareWithToken implements Rival {
    private static final String FORM = "grant_type=client_credentials"
            + "&client_id=8f14e45fceea167a5a36dedd4bea2543&client_secret=c51ce410c124a10e0db5e4b97fc2af39";

    private final JsonMapper json = JsonMapper.builder().build();
    private final BareClient client;
    private final String path;

    BareWithToken(String path, int connections) {
        this.path = path;
        this.client = new BareClient(Rivals.enable(path), connections);
    }

    @Override
    public void start(Runnable whenDone) {
        SimpleHttpRequest token = SimpleRequestBuilder.post(Rivals.base(path) + "iso/oauth2/token")
                .addHeader("Accept", "application/json")
                .setBody(FORM, ContentType.APPLICATION_FORM_URLENCODED)
                .build();
        client.send(
                token, body -> enable(json.readTree(body).path("access_token").asString(), whenDone));
    }

    private void enable(String token, Runnable whenDone) {
        client.enable("Bearer " + token, body -> {
            if (!json.readTree(body).path("response").path("error").asBoolean(true)) {
                whenDone.run();
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
