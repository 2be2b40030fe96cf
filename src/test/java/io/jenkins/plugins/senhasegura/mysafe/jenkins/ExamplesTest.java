package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.senhasegura.mysafe.api.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.testing.Answers;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import javaposse.jobdsl.plugin.GlobalJobDslSecurityConfiguration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Runs every file of docs/examples, which the README shows. */
@WithJenkins
class ExamplesTest {
    private static final String NOT_FOUND = """
            {"code":400,"response":{"status":400,"message":"1005: Password not found","error":true,"error_code":1005}}""";

    private static JenkinsRule jenkins;
    private SimulatedServer server;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void configure() throws Exception {
        server = SimulatedServer.http();
        Controller.configure(server);
        Controller.servers(Controller.server("production", server.url()));
    }

    @AfterEach
    void stop() {
        server.close();
        MySafeConfiguration.get().setServers(List.of());
        Controller.mapping(List.of(), List.of());
    }

    private static Path example(String name) {
        return Sources.root().resolve("docs/examples").resolve(name);
    }

    private static WorkflowRun run(String name) throws Exception {
        return Controller.run(jenkins, Files.readString(example(name)));
    }

    @Test
    void declarativePipeline() throws Exception {
        WorkflowRun run = jenkins.assertBuildStatusSuccess(run("declarative.Jenkinsfile"));

        jenkins.assertLogContains("password 10 on server \"production\"", run);
    }

    @Test
    void scriptedPipelineThatFindsThePassword() throws Exception {
        WorkflowRun run = jenkins.assertBuildStatusSuccess(run("scripted.Jenkinsfile"));

        jenkins.assertLogContains("Password 10 is active", run);
    }

    @Test
    void scriptedPipelineThatGoesOnWithoutIt() throws Exception {
        server.enabling(Answers.json(400, NOT_FOUND, "X-Kong-Request-Id: 7f3a"));

        WorkflowRun run = jenkins.assertBuildStatus(Result.UNSTABLE, run("scripted.Jenkinsfile"));

        jenkins.assertLogContains("Going on without it: PASSWORD_NOT_FOUND (request 7f3a)", run);
    }

    @Test
    void pipelineThatCatchesTheFailure() throws Exception {
        server.answer("/api/mysafe/password/active/1005", Answers.json(400, NOT_FOUND));

        WorkflowRun run = jenkins.assertBuildStatusSuccess(run("catch.Jenkinsfile"));

        jenkins.assertLogContains(
                "Not enabled: PASSWORD_NOT_FOUND, code 1005, HTTP 400, 1005: Password not found", run);
    }

    @Test
    void freestyleJobByJobDsl() throws Exception {
        FreeStyleProject seed = jenkins.createFreeStyleProject();
        ExecuteDslScripts dsl = new ExecuteDslScripts();
        dsl.setScriptText(Files.readString(example("freestyle.jobdsl.groovy")));
        dsl.setSandbox(false);
        seed.getBuildersList().add(dsl);
        // What the script may do is Job DSL's own affair.
        jenkins.jenkins
                .getDescriptorByType(GlobalJobDslSecurityConfiguration.class)
                .setUseScriptSecurity(false);
        jenkins.buildAndAssertSuccess(seed);

        FreeStyleProject job = jenkins.jenkins.getItemByFullName("enable-password", FreeStyleProject.class);
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("password 10 on server \"production\"", build);
    }

    @Test
    void smallestConfigurationAsCode() {
        ConfigurationAsCode.get().configure(example("jenkins.yaml").toString());

        assertThat(MySafeConfiguration.get().getServers()).singleElement().satisfies(read -> {
            assertThat(read.getName()).isEqualTo("production");
            assertThat(read.getUrl()).isEqualTo("https://senhasegura.example.com/");
            assertThat(read.getCredentialsId()).isEqualTo("mysafe-api");
            assertThat(read.getAttempts()).isEqualTo(3);
        });
    }

    @Test
    void configurationAsCodeWithEverything() {
        ConfigurationAsCode.get().configure(example("jenkins-all.yaml").toString());

        assertThat(MySafeConfiguration.get().getServers())
                .extracting(read -> read.getName() + " " + read.tokenUrl())
                .containsExactly(
                        "production https://senhasegura.example.com/iso/oauth2/token",
                        "test https://senhasegura-test.example.com/iso/oauth2/token");
        assertThat(MySafeConfiguration.get().mapping().asMap())
                .containsOnlyKeys(Outcome.PASSWORD_NOT_FOUND, Outcome.SERVER_ERROR);
    }
}
