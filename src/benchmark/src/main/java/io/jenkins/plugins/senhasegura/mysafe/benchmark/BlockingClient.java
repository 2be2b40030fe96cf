package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;

/** {@link Rivals#BLOCKING}. */
final class BlockingClient implements Rival {
    private final ExecutorService threads = Rivals.threads();
    private final CloseableHttpClient client;
    private final String uri;

    BlockingClient(String path, int connections) {
        uri = Rivals.enable(path);
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(connections)
                        .setMaxConnTotal(connections)
                        .build())
                .setUserAgent(Rivals.USER_AGENT)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableContentCompression()
                .build();
    }

    @Override
    public void start(Runnable whenDone) {
        threads.execute(() -> {
            try {
                post(client, uri, Rivals.BEARER);
                whenDone.run();
            } catch (IOException failure) {
                failure.printStackTrace();
            }
        });
    }

    static String post(CloseableHttpClient client, String uri, String authorization) throws IOException {
        HttpPost post = new HttpPost(uri);
        post.addHeader("Accept", "application/json");
        post.addHeader("Authorization", authorization);
        return client.execute(post, response -> {
            if (response.getCode() != 200) {
                throw new IOException("HTTP " + response.getCode());
            }
            return EntityUtils.toString(response.getEntity());
        });
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        threads.shutdownNow();
    }
}
