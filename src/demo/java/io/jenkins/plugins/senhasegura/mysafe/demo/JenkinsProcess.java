package io.jenkins.plugins.senhasegura.mysafe.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real Jenkins with the plugin, configured by {@code src/demo/jenkins}, in a process of its own. */
final class JenkinsProcess implements AutoCloseable {
    private static final int PREFERRED_PORT = 8080;
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(5);
    private static final Duration BUILDS_WITHIN = Duration.ofMinutes(5);
    private static final Duration POLLED_EVERY = Duration.ofMillis(300);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);
    private static final long STOPS_WITHIN_SECONDS = 30;

    private final Places places;
    private final String url;
    private final DemoLogin login;
    private final Process process;
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private JenkinsProcess(Places places, String url, DemoLogin login, Process process) {
        this.places = places;
        this.url = url;
        this.login = login;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    /** Starts it with a new home and waits until it is up. */
    static JenkinsProcess start(Places places, String serverUrl) throws IOException, InterruptedException {
        furnish(places);
        int port = port();
        String url = "http://localhost:" + port + "/";
        DemoLogin login = DemoLogin.create();
        ProcessBuilder builder = new ProcessBuilder(command(places, port));
        configure(builder.environment(), places, url, serverUrl, login);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(places.jenkinsLog().toFile())
                .start();
        JenkinsProcess jenkins = new JenkinsProcess(places, url, login, process);
        jenkins.await("start", STARTS_WITHIN, () -> jenkins.get("api/json").statusCode() == 200);
        return jenkins;
    }

    static List<String> command(Places places, int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Djenkins.install.runSetupWizard=false",
                "-Dhudson.model.UsageStatistics.disabled=true",
                "-Dhudson.model.UpdateCenter.never=true",
                "-jar",
                places.controller().resolve("jenkins.war").toString(),
                "--httpListenAddress=127.0.0.1",
                "--httpPort=" + port);
    }

    /** What {@code src/demo/jenkins} reads. Its builds inherit the rest, so that the user's own secret must not be there. */
    static void configure(
            Map<String, String> environment, Places places, String url, String serverUrl, DemoLogin login) {
        environment.keySet().removeAll(List.of(OnceCommand.CLIENT_ID, OnceCommand.CLIENT_SECRET));
        environment.put("JENKINS_HOME", places.jenkinsHome().toString());
        environment.put(
                "CASC_JENKINS_CONFIG",
                places.demo().resolve("jenkins/jenkins.yaml").toString());
        environment.put("DEMO_FOLDER", places.demo().toString());
        environment.put("DEMO_JENKINS_URL", url);
        environment.put("DEMO_USER", DemoLogin.USER);
        environment.put("DEMO_PASSWORD", login.password());
        environment.put("DEMO_SERVER_URL", serverUrl);
        environment.put("DEMO_CLIENT_ID", Simulator.CLIENT_ID);
        environment.put("DEMO_CLIENT_SECRET", Simulator.CLIENT_SECRET);
    }

    /** A home with nothing but the plugin, those that it needs, and what refuses other names than this machine's. */
    private static void furnish(Places places) throws IOException {
        Folders.delete(places.jenkinsHome());
        Path plugins = Files.createDirectories(places.jenkinsHome().resolve("plugins"));
        try (Stream<Path> files = Files.list(places.controller().resolve("plugins"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.hpi$", ".jpi");
                Files.copy(file, plugins.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path scripts = Files.createDirectories(places.jenkinsHome().resolve("init.groovy.d"));
        Files.copy(places.demo().resolve("jenkins/loop-back.groovy"), scripts.resolve("loop-back.groovy"));
    }

    private static int port() throws IOException {
        for (int port : new int[] {PREFERRED_PORT, 0}) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                if (port == 0) {
                    throw taken;
                }
            }
        }
        throw new IllegalStateException();
    }

    String url() {
        return url;
    }

    /** Who may use it. */
    DemoLogin login() {
        return login;
    }

    /** Ends when Jenkins does. */
    void waitFor() throws InterruptedException {
        process.waitFor();
    }

    /** Builds a job with its default parameters; gives the build's log. */
    String build(String job, boolean parameters) throws IOException, InterruptedException {
        Matcher crumb = Pattern.compile("\"crumb\":\"([^\"]+)\".*\"crumbRequestField\":\"([^\"]+)\"")
                .matcher(get("crumbIssuer/api/json").body());
        HttpRequest.Builder request = request("job/" + job + (parameters ? "/buildWithParameters" : "/build"))
                .POST(HttpRequest.BodyPublishers.noBody());
        if (crumb.find()) {
            request.header(crumb.group(2), crumb.group(1));
        }
        int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != 201) {
            throw new IOException("Jenkins answered " + status + " to the request to build " + job);
        }
        await("build " + job, BUILDS_WITHIN, () -> {
            HttpResponse<String> build = get("job/" + job + "/lastBuild/api/json?tree=building,result");
            return build.statusCode() == 200 && build.body().contains("\"building\":false");
        });
        return get("job/" + job + "/lastBuild/consoleText").body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", login.authorization())
                .timeout(ANSWERS_WITHIN);
    }

    /** Something that may be so already. */
    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private void await(String what, Duration within, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (!holds(condition)) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                List<String> log = Files.readAllLines(places.jenkinsLog());
                stop();
                throw new IOException("Jenkins did not " + what + "; the end of " + places.jenkinsLog() + ":\n"
                        + String.join("\n", log.subList(Math.max(0, log.size() - 20), log.size())));
            }
            if (process.waitFor(POLLED_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                continue;
            }
        }
    }

    private static boolean holds(Condition condition) throws InterruptedException {
        try {
            return condition.holds();
        } catch (IOException notYet) {
            return false;
        }
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
