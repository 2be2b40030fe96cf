package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** {@link Rivals#JDK}; it has no bound for its connections that could be set. */
final class JdkClient implements Rival {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI uri;

    JdkClient(String path) {
        uri = URI.create(Rivals.enable(path));
    }

    @Override
    public void start(Runnable whenDone) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(BodyPublishers.noBody())
                .header("Accept", "application/json")
                .header("Authorization", Rivals.BEARER)
                .header("User-Agent", Rivals.USER_AGENT)
                .timeout(Duration.ofSeconds(120))
                .build();
        client.sendAsync(request, BodyHandlers.ofString()).thenAccept(response -> {
            if (response.statusCode() == 200) {
                whenDone.run();
            }
        });
    }

    @Override
    public void close() {}
}
