package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jvnet.hudson.test.JenkinsRule;

/** Talks to the started Jenkins by HTTP as somebody; quicker than a browser, and shows the response as it is. */
final class Web {
    /** Nobody in particular. */
    static final String ANONYMOUS = "anonymous";

    private final HttpClient client = HttpClient.newHttpClient();
    private final JenkinsRule jenkins;

    /** The security realm must be the harness's dummy one: each user's password is the user's name. */
    Web(JenkinsRule jenkins) {
        this.jenkins = jenkins;
    }

    HttpResponse<String> get(String user, String path) throws Exception {
        return send(request(user, path).GET().build());
    }

    HttpResponse<String> post(String user, String path, Map<String, String> parameters) throws Exception {
        return send(request(user, path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Jenkins-Crumb", "test")
                .POST(BodyPublishers.ofString(query(parameters)))
                .build());
    }

    HttpResponse<String> postXml(String user, String path, String xml) throws Exception {
        return send(request(user, path)
                .header("Content-Type", "application/xml")
                .header("Jenkins-Crumb", "test")
                .POST(BodyPublishers.ofString(xml))
                .build());
    }

    HttpResponse<String> postWithoutCrumb(String user, String path, Map<String, String> parameters) throws Exception {
        return send(request(user, path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(query(parameters)))
                .build());
    }

    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String user, String path) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(jenkins.getURL() + path));
        if (!user.equals(ANONYMOUS)) {
            byte[] login = (user + ":" + user).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
