#!/usr/bin/env bash
# Apache HttpClient 5.6.4 hands a proxy's refusal of CONNECT to the caller as the response of the https request.
#
# Expected by a reader: the server of an https URL is authenticated, so a response comes from it or an exception says that
# there was no tunnel, as java.net.http and HttpURLConnection say it.
# Seen: classic and async client alike return status, header and body of the proxy, unencrypted and unauthenticated, as if
# the server had said so. What a caller can go by is only that its request was never sent.
# Met by: whoever maps "403" to "the server denies access".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'POM'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.httpcomponents.client5</groupId>
      <artifactId>httpclient5</artifactId>
      <version>5.6.4</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib || exit 2

cat >Finding.java <<'JAVA'
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpHost;

public class Finding {
    public static void main(String[] args) throws Exception {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread proxy = new Thread(() -> refuse(listener));
        proxy.setDaemon(true);
        proxy.start();
        HttpHost address = new HttpHost("127.0.0.1", listener.getLocalPort());
        String url = "https://server.example/";
        try (CloseableHttpAsyncClient client = HttpAsyncClients.custom().setProxy(address).build()) {
            client.start();
            SimpleHttpResponse response =
                    client.execute(SimpleRequestBuilder.post(url).build(), null).get(20, TimeUnit.SECONDS);
            System.out.println("async: " + response.getCode() + ", " + response.getBodyText());
        }
        try (CloseableHttpClient client = HttpClients.custom().setProxy(address).build()) {
            int status = client.execute(new HttpPost(url), response -> response.getCode());
            System.out.println("classic: " + status);
        }
        java.net.http.HttpClient jdk = java.net.http.HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", listener.getLocalPort())))
                .build();
        try {
            jdk.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException said) {
            System.out.println("java.net.http: " + said.getMessage());
        }
    }

    private static void refuse(ServerSocket listener) {
        while (true) {
            try (Socket socket = listener.accept()) {
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                if (!in.readLine().startsWith("CONNECT ")) {
                    continue;
                }
                while (!in.readLine().isEmpty()) {}
                socket.getOutputStream()
                        .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\nConnection: close\r\n\r\nthe proxy"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException gone) {
                // The next one.
            }
        }
    }
}
JAVA
timeout 60 java -Dslf4j.internal.verbosity=ERROR -cp 'lib/*' Finding.java | tee seen.txt
diff - seen.txt <<'SEEN' || { echo 'This has changed.' >&2; exit 1; }
async: 403, the proxy
classic: 403
java.net.http: Tunnel failed, got: 403
SEEN
