package io.jenkins.plugins.senhasegura.mysafe.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Pipelines of the documentation, executed without a Jenkins with the plugin's own step against the simulated
 * server. {@code ExamplesTest} runs the same files in a real Jenkins.
 */
class DocumentedExamplesTest {
    private static final Path EXAMPLES = Places.ofThisRun().root().resolve("docs/examples");

    private static Simulator simulator;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ExampleBuild build = new ExampleBuild(new PrintStream(log, true, StandardCharsets.UTF_8));

    @BeforeAll
    static void start() {
        simulator = Simulator.start(Places.ofThisRun(), 0, 0);
        for (String id : List.of("mysafe-api", "team-a-mysafe")) {
            CredentialsProvider.add(new DemoCredentials(id, Simulator.CLIENT_ID, Simulator.CLIENT_SECRET));
        }
        MySafeServer server = new MySafeServer("production", simulator.url());
        server.setCredentialsId("mysafe-api");
        // The failures of one example must not refuse the next one's calls.
        server.setCircuitBreaker(false);
        server.setAttempts("1");
        MySafeConfiguration.get().setServers(List.of(server));
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    /** With another identifier where the example says 10, so that the simulated server gives another answer. */
    private Result run(String example, int id) throws IOException {
        String script = Files.readString(EXAMPLES.resolve(example))
                .replaceAll("\\b10\\b", Integer.toString(id))
                .replace("https://senhasegura.example.com/", simulator.url());
        return build.run(Files.writeString(folder.resolve("Jenkinsfile"), script));
    }

    private String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    first-steps.Jenkinsfile        | 10   | SUCCESS  | password 10 on server "production"
                    declarative.Jenkinsfile        | 10   | SUCCESS  | password 10 on server "production"
                    scripted.Jenkinsfile           | 10   | SUCCESS  | Password 10 is active
                    scripted.Jenkinsfile           | 11   | SUCCESS  | Password 11 is active and was so before
                    scripted.Jenkinsfile           | 1005 | UNSTABLE | Going on without it: PASSWORD_NOT_FOUND (request
                    catch.Jenkinsfile              | 10   | SUCCESS  | Not enabled: PASSWORD_NOT_FOUND, code 1005, HTTP 400, 1005: Password not found
                    enable-then-deploy.Jenkinsfile | 10   | SUCCESS  | The password is active: deploying
                    enable-then-deploy.Jenkinsfile | 503  | FAILURE  | Nothing was deployed
                    several.Jenkinsfile            | 10   | SUCCESS  | Active: [10, 11, 12]
                    branch.Jenkinsfile             | 10   | SUCCESS  | Outcome: ACTIVATED
                    branch.Jenkinsfile             | 1005 | UNSTABLE | No such password: ask for a new one
                    branch.Jenkinsfile             | 1006 | UNSTABLE | Not ours: ask the owner for can_edit
                    retry.Jenkinsfile              | 10   | SUCCESS  | password 10 on server "production"
                    retry.Jenkinsfile              | 503  | FAILURE  | Retrying
                    notify.Jenkinsfile             | 10   | SUCCESS  | password 10 on server "production"
                    notify.Jenkinsfile             | 1005 | FAILURE  | Somebody has to mend something: telling the author
                    notify.Jenkinsfile             | 500  | UNSTABLE | senhasegura is in trouble: telling the team
                    window.Jenkinsfile             | 10   | SUCCESS  | the window on password 10 is closed; the password is disabled
                    window.Jenkinsfile             | 1006 | FAILURE  | ACCESS_DENIED
                    window-migration.Jenkinsfile   | 10   | SUCCESS  | the window on password 10 is closed; the password is disabled
                    window-migration.Jenkinsfile   | 12   | SUCCESS  | The passwords of both accounts are active
                    disable.Jenkinsfile            | 10   | SUCCESS  | Password 10 is disabled
                    disable.Jenkinsfile            | 1006 | FAILURE  | Password 1006 was not disabled: ACCESS_DENIED, 1006: User does not have access
                    pass-on.Jenkinsfile            | 10   | SUCCESS  | password 10 on server "production"
                    pass-on.Jenkinsfile            | 503  | SUCCESS  | Going on without it: UNAVAILABLE
                    pass-on.Jenkinsfile            | 503  | SUCCESS  | This leaves the build as it is.
                    catch-error.Jenkinsfile        | 10   | UNSTABLE | The build went on
                    other-credentials.Jenkinsfile  | 10   | SUCCESS  | with credentials "team-a-mysafe"
                    before-http-request.Jenkinsfile | 10   | SUCCESS  | Finished: SUCCESS
                    before-http-request.Jenkinsfile | 1005 | FAILURE  | the returned code 400
                    before-http-request.Jenkinsfile | 200400 | FAILURE | Not enabled: {
                    """)
    void pipelineEndsAsItSays(String example, int id, String result, String line) throws IOException {
        assertThat(run(example, id)).as(log()).isEqualTo(Result.fromString(result));
        assertThat(log()).contains(line).doesNotContain("\tat ");
    }

    @Test
    void sharedLibraryCallsTheStep() throws Exception {
        build.library("enablePasswords", EXAMPLES.resolve("vars/enablePasswords.groovy"));

        assertThat(run("shared-library.Jenkinsfile", 10)).as(log()).isEqualTo(Result.SUCCESS);
        assertThat(log()).contains("Active: [10, 11]");
    }
}
