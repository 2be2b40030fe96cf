package io.jenkins.plugins.senhasegura.mysafe.demo;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovyShell;
import hudson.util.PluginServletFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use the Jenkins that {@code bin/demo} starts, as far as that shows without one. */
class DemosJenkinsTest {
    private static final Places PLACES = Places.ofThisRun();

    @Test
    void passwordIsMadeAnewAtEachStart() {
        DemoLogin login = DemoLogin.create();

        assertThat(login.password()).matches("[A-Za-z0-9_-]{24}");
        assertThat(login).isNotEqualTo(DemoLogin.create()).hasToString("user demo, password " + login.password());
        String header = login.authorization();
        assertThat(new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8))
                .isEqualTo("demo:" + login.password());
    }

    @Test
    void jenkinsKnowsThatUserAloneAndNoSecretOfTheShell() throws IOException {
        Map<String, String> environment =
                new HashMap<>(Map.of("PATH", "/bin", "MYSAFE_CLIENT_ID", "me", "MYSAFE_CLIENT_SECRET", "my+secret"));
        DemoLogin login = DemoLogin.create();

        JenkinsProcess.configure(environment, PLACES, "http://localhost:1/", "http://localhost:2/", login);

        assertThat(environment)
                .containsEntry("PATH", "/bin")
                .containsEntry("DEMO_PASSWORD", login.password())
                .doesNotContainKeys("MYSAFE_CLIENT_ID", "MYSAFE_CLIENT_SECRET");
        String yaml = Files.readString(PLACES.demo().resolve("jenkins/jenkins.yaml"));
        assertThat(yaml)
                .contains("id: \"${DEMO_USER}\"", "password: \"${DEMO_PASSWORD}\"", "loggedInUsersCanDoAnything:")
                .contains("allowsSignup: false", "allowAnonymousRead: false");
        List<String> variables = new ArrayList<>();
        java.util.regex.Pattern.compile("\\$\\{(\\w+)}")
                .matcher(yaml)
                .results()
                .forEach(variable -> variables.add(variable.group(1)));
        assertThat(environment.keySet()).containsAll(variables);
    }

    @Test
    void jenkinsListensOnTheLoopBackAddress() {
        assertThat(JenkinsProcess.command(PLACES, 8080)).contains("--httpListenAddress=127.0.0.1", "--httpPort=8080");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, true",
        "localhost, true",
        "LOCALHOST:8080, true",
        "127.0.0.1:8080, true",
        "demo.example:8080, false",
        "localhost.example:8080, false",
        "127.0.0.1.example, false",
        "example:8080@localhost:8080, false",
        "localhost:, false",
        "'', false",
        ", false"
    })
    void requestThatNamesAnotherHostIsRefused(String host, boolean answered) throws Exception {
        PluginServletFilter.ADDED.clear();
        new GroovyShell(getClass().getClassLoader())
                .evaluate(PLACES.demo().resolve("jenkins/loop-back.groovy").toFile());
        Filter filter = PluginServletFilter.ADDED.get(0);
        List<String> ends = new ArrayList<>();
        HttpServletRequest request = proxy(HttpServletRequest.class, (method, arguments) -> {
            assertThat(List.of(method, arguments[0])).isEqualTo(List.of("getHeader", "Host"));
            return host;
        });
        HttpServletResponse response = proxy(HttpServletResponse.class, (method, arguments) -> {
            ends.add(method + " " + arguments[0]);
            return null;
        });
        FilterChain chain = (asked, told) -> ends.add("answered");

        filter.init(null);
        filter.doFilter(request, response, chain);
        filter.destroy();

        assertThat(ends).containsExactly(answered ? "answered" : "sendError 403");
    }

    private interface Called {
        Object call(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Called called) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> called.call(method.getName(), arguments)));
    }
}
