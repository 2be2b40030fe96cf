package io.jenkins.plugins.senhasegura.mysafe.demo;

import groovy.json.JsonSlurper;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import hudson.AbortException;
import hudson.model.Result;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Executes an example of the documentation as the demo's Jenkinsfile is, with the further words that examples use. */
final class ExampleBuild {
    private final JenkinsfileBuild build;
    private final PrintStream log;

    ExampleBuild(PrintStream log) {
        this.log = log;
        this.build = new JenkinsfileBuild(log);
        declarative();
        steps();
        byHand();
    }

    Result run(Path jenkinsfile) {
        return build.run(jenkinsfile);
    }

    private void declarative() {
        build.allow("options", arguments -> build.call((Closure<?>) arguments[0]), Closure.class);
        build.allow("timeout", arguments -> null, Map.class);
        build.allow("stages", this::stages, Closure.class);
        build.allow("post", arguments -> build.call((Closure<?>) arguments[0]), Closure.class);
        for (Result result : List.of(Result.SUCCESS, Result.UNSTABLE, Result.FAILURE)) {
            build.allow(
                    result.toString().toLowerCase(java.util.Locale.ROOT),
                    arguments -> build.result() == result ? build.call((Closure<?>) arguments[0]) : null,
                    Closure.class);
        }
    }

    /** What follows a stage that failed is left out, but for {@code post}. */
    private Object stages(Object[] arguments) {
        try {
            return build.call((Closure<?>) arguments[0]);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            build.fail(failure);
            return null;
        }
    }

    private void steps() {
        build.allow("parallel", this::parallel, Map.class);
        build.allow("retry", this::retry, Map.class, Closure.class);
        build.allow("catchError", this::catchError, Map.class, Closure.class);
    }

    private Object parallel(Object[] arguments) {
        ((Map<?, ?>) arguments[0]).values().forEach(branch -> build.call((Closure<?>) branch));
        return null;
    }

    private Object retry(Object[] arguments) throws Throwable {
        int left = (Integer) ((Map<?, ?>) arguments[0]).get("count");
        while (true) {
            try {
                return build.call((Closure<?>) arguments[1]);
            } catch (Throwable failure) {
                left--;
                if (!(failure instanceof AbortException) || left == 0) {
                    throw failure;
                }
                log.println("Retrying");
            }
        }
    }

    private Object catchError(Object[] arguments) throws Throwable {
        try {
            return build.call((Closure<?>) arguments[1]);
        } catch (Throwable failure) {
            if (!(failure instanceof AbortException)) {
                throw failure;
            }
            log.println("ERROR: " + failure.getMessage());
            build.unstable();
            return null;
        }
    }

    /** A global variable of a shared library. */
    void library(String name, Path source) throws Exception {
        Script script = new GroovyShell(ExampleBuild.class.getClassLoader()).parse(source.toFile());
        build.variable("library", script);
        build.allow(
                name,
                arguments -> {
                    script.setProperty("mysafeEnablePassword", new Closure<Object>(this) {
                        private static final long serialVersionUID = 1L;

                        /** Found by its name. */
                        public Object doCall(Object given) throws Throwable {
                            return build.step("mysafeEnablePassword", given);
                        }
                    });
                    return script.invokeMethod("call", arguments[0]);
                },
                List.class);
    }

    /** What a Jenkinsfile needs that does without the plugin; other plugins' steps, as far as the example uses them. */
    private void byHand() {
        build.allow("node", arguments -> build.call((Closure<?>) arguments[0]), Closure.class);
        build.allow("usernamePassword", arguments -> arguments[0], Map.class);
        build.allow("withCredentials", this::withCredentials, List.class, Closure.class);
        build.allow("httpRequest", this::httpRequest, Map.class);
        build.allow("readJSON", arguments -> new JsonSlurper().parseText(text(arguments[0], "text")), Map.class);
        build.allow(
                "error",
                arguments -> {
                    throw new AbortException(arguments[0].toString());
                },
                Object.class);
    }

    private Object withCredentials(Object[] arguments) {
        Object binding = ((List<?>) arguments[0]).get(0);
        build.variable(text(binding, "usernameVariable"), Simulator.CLIENT_ID);
        build.variable(text(binding, "passwordVariable"), Simulator.CLIENT_SECRET);
        return build.call((Closure<?>) arguments[1]);
    }

    private Object httpRequest(Object[] arguments) throws Exception {
        Map<?, ?> request = (Map<?, ?>) arguments[0];
        HttpRequest.Builder sent = HttpRequest.newBuilder(URI.create(text(request, "url")))
                .method(
                        text(request, "httpMode"),
                        BodyPublishers.ofString(
                                request.containsKey("requestBody") ? text(request, "requestBody") : ""));
        if (request.containsKey("contentType")) {
            sent.header("Content-Type", "application/x-www-form-urlencoded");
        }
        if (request.get("customHeaders") instanceof List<?> headers) {
            headers.forEach(header -> sent.header(text(header, "name"), text(header, "value")));
        }
        HttpResponse<String> response = HttpClient.newHttpClient().send(sent.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new AbortException(
                    "Fail: the returned code " + response.statusCode() + " is not in the accepted range");
        }
        return Map.of("status", response.statusCode(), "content", response.body());
    }

    private static String text(Object named, String key) {
        return ((Map<?, ?>) named).get(key).toString();
    }
}
