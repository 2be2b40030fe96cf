package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeFolderProperty;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import javaposse.jobdsl.plugin.GlobalJobDslSecurityConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;

/** Runs every file of docs/examples, which the README shows. */
class ExamplesTest extends SharedJenkins {
    private static final Map<Integer, String> REFUSALS =
            Map.of(1005, "1005: Password not found", 1006, "1006: User does not have access");

    private static final String ACTIVE = "/api/mysafe/password/active/";

    @BeforeEach
    void configure() throws Exception {
        Controller.servers(Controller.server("production", server.url()));
        Controller.credentials(CredentialsScope.GLOBAL, "team-a-mysafe", Controller.SECRET);
        for (int id : new int[] {11, 12}) {
            server.response(ACTIVE + id, Responses.activated());
        }
        server.response(ACTIVE + 1005, refused(1005));
        for (int id : new int[] {10, 11}) {
            server.response("/api/mysafe/password/inactive/" + id, Responses.deactivated());
        }
    }

    @AfterEach
    void reset() {
        MySafeConfiguration.get().setServers(List.of());
        Controller.mapping(List.of(), List.of());
    }

    private static SimulatedServer.Answer refused(int code) {
        String message = REFUSALS.get(code);
        return Responses.json(
                400,
                "{\"code\":400,\"response\":{\"status\":400,\"message\":\"" + message
                        + "\",\"error\":true,\"error_code\":" + code + "}}",
                "X-Kong-Request-Id: 7f3a");
    }

    private static Path example(String name) {
        return Sources.root().resolve("docs/examples").resolve(name);
    }

    private static WorkflowRun runExample(String name) throws Exception {
        return Controller.run(jenkins, Files.readString(example(name)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    declarative.Jenkinsfile        | SUCCESS  | password 10 on server "production"
                    scripted.Jenkinsfile           | SUCCESS  | Password 10 is active
                    catch.Jenkinsfile              | SUCCESS  | Not enabled: PASSWORD_NOT_FOUND, code 1005, HTTP 400, 1005: Password not found
                    enable-then-deploy.Jenkinsfile | SUCCESS  | The password is active: deploying
                    several.Jenkinsfile            | SUCCESS  | Active: [10, 11, 12]
                    branch.Jenkinsfile             | SUCCESS  | Outcome: ACTIVATED
                    retry.Jenkinsfile              | SUCCESS  | password 10 on server "production"
                    notify.Jenkinsfile             | SUCCESS  | password 10 on server "production"
                    window.Jenkinsfile             | SUCCESS  | the window on password 10 is closed; the password is disabled
                    window-migration.Jenkinsfile   | SUCCESS  | the window on password 11 is closed; the password is disabled
                    disable.Jenkinsfile            | SUCCESS  | Password 10 is disabled
                    pass-on.Jenkinsfile            | SUCCESS  | password 10 on server "production"
                    catch-error.Jenkinsfile        | UNSTABLE | The build went on
                    other-credentials.Jenkinsfile  | SUCCESS  | with credentials "team-a-mysafe"
                    """)
    void pipelineEndsAsItSays(String name, String result, String line) throws Exception {
        WorkflowRun run = jenkins.assertBuildStatus(Result.fromString(result), runExample(name));

        jenkins.assertLogContains(line, run);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    scripted.Jenkinsfile           | 1005 | UNSTABLE | Going on without it: PASSWORD_NOT_FOUND (request 7f3a)
                    enable-then-deploy.Jenkinsfile | 1005 | FAILURE  | Nothing was deployed
                    branch.Jenkinsfile             | 1005 | UNSTABLE | No such password: ask for a new one
                    branch.Jenkinsfile             | 1006 | UNSTABLE | Not ours: ask the owner for can_edit
                    pass-on.Jenkinsfile            | 500  | SUCCESS  | Going on without it: SERVER_ERROR
                    notify.Jenkinsfile             | 1005 | FAILURE  | Somebody has to mend something: telling the author
                    notify.Jenkinsfile             | 500  | UNSTABLE | senhasegura is in trouble: telling the team
                    """)
    void pipelineEndsAsItSaysWhenThePasswordIsNotEnabled(String name, int code, String result, String line)
            throws Exception {
        server.pending(code == 500 ? Responses.json(500, "{}") : refused(code));

        WorkflowRun run = jenkins.assertBuildStatus(Result.fromString(result), runExample(name));

        jenkins.assertLogContains(line, run);
    }

    @Test
    void retryOfOnesOwnTriesTheStepAgain() throws Exception {
        server.pending(
                Responses.json(500, "{}"), Responses.json(500, "{}"), Responses.json(500, "{}"), Responses.activated());

        WorkflowRun run = jenkins.assertBuildStatusSuccess(runExample("retry.Jenkinsfile"));

        jenkins.assertLogContains("Retrying", run);
    }

    @Test
    void sharedLibraryCallsTheStep() throws Exception {
        LibraryConfiguration library = new LibraryConfiguration("examples", new FolderOfVars(example("vars")));
        library.setImplicit(true);
        library.setDefaultVersion("any");
        GlobalLibraries.get().setLibraries(List.of(library));
        try {
            WorkflowRun run = jenkins.assertBuildStatusSuccess(runExample("shared-library.Jenkinsfile"));

            jenkins.assertLogContains("Active: [10, 11]", run);
        } finally {
            GlobalLibraries.get().setLibraries(List.of());
        }
    }

    /** A library whose global variables lie in one folder. */
    private static final class FolderOfVars extends LibraryRetriever {
        private final transient Path vars;

        FolderOfVars(Path vars) {
            this.vars = vars;
        }

        @Override
        public void retrieve(String name, String version, FilePath target, Run<?, ?> run, TaskListener listener)
                throws Exception {
            new FilePath(vars.toFile()).copyRecursiveTo(target.child("vars"));
        }

        @Override
        public void retrieve(
                String name, String version, boolean changelog, FilePath target, Run<?, ?> run, TaskListener listener)
                throws Exception {
            retrieve(name, version, target, run, listener);
        }
    }

    @Test
    void everyPipelineHasARow() throws Exception {
        try (Stream<Path> files = Files.list(example(""))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "declarative.Jenkinsfile",
                            "scripted.Jenkinsfile",
                            "catch.Jenkinsfile",
                            "enable-then-deploy.Jenkinsfile",
                            "several.Jenkinsfile",
                            "branch.Jenkinsfile",
                            "disable.Jenkinsfile",
                            "window.Jenkinsfile",
                            "window-migration.Jenkinsfile",
                            "pass-on.Jenkinsfile",
                            "retry.Jenkinsfile",
                            "notify.Jenkinsfile",
                            "catch-error.Jenkinsfile",
                            "other-credentials.Jenkinsfile",
                            "shared-library.Jenkinsfile",
                            "vars",
                            "freestyle.jobdsl.groovy",
                            "pipeline.jobdsl.groovy",
                            "first-steps.Jenkinsfile",
                            "first-steps.yaml",
                            "build.json",
                            // See AuditPageTest.
                            "audit.json",
                            // See LockedServerTest.
                            "who-may.yaml",
                            // Of other programs than a Jenkins with this plugin: see DocumentedExamplesTest and
                            // DocumentedCommandsTest, which run them in Central mode.
                            "before-http-request.Jenkinsfile",
                            "before-curl.sh",
                            "once.json",
                            "jenkins.yaml",
                            "jenkins-all.yaml",
                            "rules.yaml",
                            "folder.jobdsl.groovy");
        }
    }

    @Test
    void freestyleJobByJobDsl() throws Exception {
        seed("freestyle.jobdsl.groovy");

        FreeStyleProject job = jenkins.jenkins.getItemByFullName("enable-password", FreeStyleProject.class);
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("activated (ACTIVATED, HTTP 200", build);
        jenkins.assertLogContains("deactivated (DEACTIVATED, HTTP 200", build);
    }

    @Test
    void pipelineJobByJobDsl() throws Exception {
        seed("pipeline.jobdsl.groovy");

        WorkflowJob job = jenkins.jenkins.getItemByFullName("enable-password-by-pipeline", WorkflowJob.class);
        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("password 10 on server \"production\"", build);
    }

    @Test
    void rulesAsCodeAndTheLimitsOfAFolderByJobDsl() throws Exception {
        ConfigurationAsCode.get().configure(example("rules.yaml").toString());
        MySafeServer configured = MySafeConfiguration.get().settings().server(null);
        MySafeServer production = Controller.server("production", server.url());
        production.setRules(configured.getRules());
        Controller.servers(production);
        seed("folder.jobdsl.groovy");

        Folder ops = jenkins.jenkins.getItemByFullName("ops", Folder.class);
        MySafeFolderProperty limits = ops.getProperties().get(MySafeFolderProperty.class);
        WorkflowJob job = ops.createProject(WorkflowJob.class, "deploy");
        job.setDefinition(new CpsFlowDefinition("mysafeEnablePassword 10", true));

        assertThat(configured.getRules())
                .extracting(Object::toString)
                .containsExactly(
                        "effect: DENY, jobs: app/PR-*, ids: *, operations: *",
                        "effect: ALLOW, jobs: app/main, ops/**, ids: 10, 20-29, operations: ENABLE");
        assertThat(limits.getServer()).isEqualTo("production");
        assertThat(limits.getIds()).isEqualTo("10, 20-29");
        jenkins.buildAndAssertSuccess(job);
        job.setDefinition(new CpsFlowDefinition("mysafeEnablePassword 30", true));
        jenkins.assertLogContains(
                "the folder ops limits its jobs", job.scheduleBuild2(0).get());
    }

    private static void seed(String script) throws Exception {
        FreeStyleProject seed = jenkins.createFreeStyleProject();
        ExecuteDslScripts dsl = new ExecuteDslScripts();
        dsl.setScriptText(Files.readString(example(script)));
        dsl.setSandbox(false);
        seed.getBuildersList().add(dsl);
        // What the script may do is Job DSL's own affair.
        jenkins.jenkins
                .getDescriptorByType(GlobalJobDslSecurityConfiguration.class)
                .setUseScriptSecurity(false);
        jenkins.buildAndAssertSuccess(seed);
    }

    /** The REST API as the audit page shows it, but for times and names that each Jenkins has of its own. */
    @Test
    void restApiIsAsDocumented() throws Exception {
        WorkflowRun run =
                jenkins.assertBuildStatus(Result.FAILURE, Controller.run(jenkins, "mysafeEnablePassword id: 1005"));

        JSONObject shown = JSONObject.fromObject(Files.readString(example("build.json")));
        JSONObject build;
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            build = web.getJSON(run.getUrl() + "api/json").getJSONObject();
        }
        JSONObject ours = build.getJSONArray("actions").stream()
                .map(JSONObject.class::cast)
                .filter(action -> action.has("passwords"))
                .findFirst()
                .orElseThrow();
        assertThat(stable(ours).toString()).isEqualTo(stable(shown).toString());
    }

    private static JSONObject stable(JSONObject action) {
        action.remove("_class");
        assertThat(action.getJSONArray("causes").join("")).doesNotContain("{");
        action.remove("causes");
        JSONObject password = action.getJSONArray("passwords").getJSONObject(0);
        assertThat(password.getLong("time")).isPositive();
        assertThat(password.getLong("durationMillis")).isNotNegative();
        password.remove("time");
        password.remove("durationMillis");
        return action;
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
                .extracting(read -> read.getName() + " " + read.tokenUrls().get(0))
                .containsExactly(
                        "production https://senhasegura.example.com/api/oauth2/token",
                        "test https://senhasegura-test.example.com/api/oauth2/token");
        assertThat(MySafeConfiguration.get().settings().mapping().asMap())
                .containsOnlyKeys(Outcome.PASSWORD_NOT_FOUND, Outcome.SERVER_ERROR, Outcome.RATE_LIMITED);
    }
}
