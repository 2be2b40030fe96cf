package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/** {@link Rivals#NAIVE}: what http_request and most vendors' plugins do, here without their hop to an agent. */
final class NaiveCalls implements Rival {
    private final ExecutorService threads = Rivals.threads();
    private final String path;

    NaiveCalls(String path) {
        this.path = path;
    }

    @Override
    public void start(Runnable whenDone) {
        threads.execute(() -> {
            try (CloseableHttpClient client = HttpClients.createDefault()) {
                BlockingClient.post(client, Rivals.enable(path), "Bearer " + token(client));
                whenDone.run();
            } catch (IOException failure) {
                failure.printStackTrace();
            }
        });
    }

    private String token(CloseableHttpClient client) throws IOException {
        HttpPost post = new HttpPost(Rivals.base(path) + "iso/oauth2/token");
        post.setEntity(new UrlEncodedFormEntity(List.of(
                new BasicNameValuePair("grant_type", "client_credentials"),
                new BasicNameValuePair("client_id", "8f14e45fceea167a5a36dedd4bea2543"),
                new BasicNameValuePair("client_secret", "c51ce410c124a10e0db5e4b97fc2af39"))));
        return client.execute(post, response -> {
            String json = EntityUtils.toString(response.getEntity());
            String before = "\"access_token\":\"";
            int start = json.indexOf(before) + before.length();
            return json.substring(start, json.indexOf('"', start));
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
