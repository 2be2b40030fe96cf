package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.FolderLibraries;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The step among what else a Jenkinsfile has: Declarative, Scripted, a shared library; all of it in the sandbox. */
class PipelineTest extends SharedJenkins {
    private static final String NOT_FOUND = """
            {"code":400,"response":{"status":400,"message":"1005: Password not found","error":true,"error_code":1005}}""";

    @AfterEach
    void nothingHadToBeApproved() {
        assertThat(ScriptApproval.get().getPendingSignatures()).isEmpty();
        assertThat(ScriptApproval.get().getPendingScripts()).isEmpty();
    }

    private void notFound() {
        server.pending(Responses.json(400, NOT_FOUND));
    }

    private void inTrouble() {
        server.pending(Responses.json(503, "{}", "Retry-After: 0"));
    }

    private int asked() {
        return server.requests(SimulatedServer.ENABLE_10).size();
    }

    // --- Declarative -------------------------------------------------------------------------------

    @Test
    void declarativeOptionsAndPostOfASuccess() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, """
                pipeline {
                    agent none
                    options { timeout(time: 5, unit: 'MINUTES'); retry(2); skipStagesAfterUnstable() }
                    stages { stage('enable') {
                        options { timeout(time: 1, unit: 'MINUTES') }
                        steps { mysafeEnablePassword 10 }
                        post { success { echo 'stage succeeded' } }
                    } }
                    post { success { echo 'post success' }; failure { echo 'post failure' }; cleanup { echo 'post cleanup' } }
                }
                """);

        assertThat(log(run))
                .contains("stage succeeded", "post success", "post cleanup")
                .doesNotContain("post failure");
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void declarativePostOfAFailureAfterItsRetries() throws Exception {
        notFound();

        WorkflowRun run = run(Result.FAILURE, """
                pipeline {
                    agent none
                    stages {
                    stage('enable') {
                        options { retry(3) }
                        steps { mysafeEnablePassword 10 }
                    }
                    stage('after') { steps { echo 'went on' } } }
                    post { failure { echo 'post failure' }; unstable { echo 'post unstable' } }
                }
                """);

        assertThat(log(run)).contains("post failure").doesNotContain("post unstable", "went on", "\tat ");
        assertThat(asked()).isEqualTo(3);
    }

    @Test
    void declarativePostOfAnUnstableBuild() throws Exception {
        inTrouble();

        WorkflowRun run = run(Result.UNSTABLE, """
                pipeline {
                    agent none
                    options { skipStagesAfterUnstable() }
                    stages {
                        stage('enable') { steps { mysafeEnablePassword 10; echo 'same stage goes on' } }
                        stage('after') { steps { echo 'next stage runs' } }
                    }
                    post { failure { echo 'post failure' }; unstable { echo 'post unstable' } }
                }
                """);

        assertThat(log(run))
                .contains("same stage goes on", "post unstable")
                .doesNotContain("post failure", "next stage");
    }

    @Test
    void declarativeCatchErrorDecidesOverBuildAndStage() throws Exception {
        notFound();

        WorkflowRun run = run(Result.UNSTABLE, """
                pipeline {
                    agent none
                    stages { stage('enable') { steps {
                        catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE') { mysafeEnablePassword 10 }
                        echo 'went on'
                    } } }
                }
                """);

        assertThat(log(run)).contains("went on", "ERROR: Password 10 was not enabled: PASSWORD_NOT_FOUND");
    }

    @Test
    void declarativePostEnablesToo() throws Exception {
        run(Result.FAILURE, """
                pipeline {
                    agent none
                    stages { stage('work') { steps { error 'broken' } } }
                    post { always { mysafeEnablePassword 10 } }
                }
                """);

        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void declarativeTakesParametersEnvironmentAndScript() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, """
                pipeline {
                    agent none
                    parameters { string(name: 'PASSWORD_ID', defaultValue: '10') }
                    environment { FROM_ENVIRONMENT = '10' }
                    stages {
                        stage('parameter') { steps { mysafeEnablePassword id: params.PASSWORD_ID } }
                        stage('environment') { steps { mysafeEnablePassword id: env.FROM_ENVIRONMENT } }
                        stage('text') { steps { mysafeEnablePassword id: "${FROM_ENVIRONMENT}" } }
                        stage('script') { steps { script {
                            def r = mysafeEnablePassword 10
                            if (!r.active) { error 'not active' }
                            echo "outcome ${r.outcome}"
                        } } }
                    }
                }
                """);

        assertThat(log(run)).contains("outcome ACTIVATED");
        assertThat(asked()).isEqualTo(4);
    }

    @Test
    void declarativeRunsStagesInParallel() throws Exception {
        run(Result.SUCCESS, """
                pipeline {
                    agent none
                    stages { stage('all') { parallel {
                        stage('a') { steps { mysafeEnablePassword 10 } }
                        stage('b') { steps { mysafeEnablePassword 10 } }
                        stage('c') { steps { mysafeEnablePassword 10 } }
                    } } }
                }
                """);

        assertThat(asked()).isEqualTo(3);
        assertThat(server.requests(SimulatedServer.TOKEN)).hasSize(1);
    }

    /** It knows the types of literals only; its messages are Jenkins' own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mysafeEnablePassword '10'              | Expecting \"long\" but got \"10\" of type class java.lang.String instead",
                "mysafeEnablePassword id: '10'          | Expecting \"long\" but got \"10\" of type class java.lang.String instead",
                "mysafeEnablePassword id: true          | Expecting \"long\" but got \"true\" of type class java.lang.Boolean instead",
                "mysafeEnablePassword server: 'main'    | Missing required parameter: \"id\"",
                "mysafeEnablePassword id: 10, url: 'x'  | Invalid parameter \"url\"",
                "mysafeEnablePassword id: 10, server: 1 | Expecting \"class java.lang.String\" for parameter \"server\" but got \"1\"",
            })
    void declarativeRefusesABadLiteralBeforeTheBuildStarts(String step, String message) throws Exception {
        WorkflowRun run =
                run(Result.FAILURE, "pipeline { agent none; stages { stage('x') { steps { " + step + " } } } }");

        assertThat(log(run)).contains(message);
        assertThat(server.requests()).isEmpty();
    }

    // --- Scripted ----------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"3, 3", "1, 1"})
    void retryAsksAgainAfterARefusal(int times, int asked) throws Exception {
        notFound();

        run(Result.FAILURE, "retry(" + times + ") { mysafeEnablePassword 10 }");

        assertThat(asked()).isEqualTo(asked);
    }

    @Test
    void retryEndsWithTheFirstSuccess() throws Exception {
        server.pending(Responses.json(400, NOT_FOUND), Responses.activated());

        WorkflowRun run = run(Result.SUCCESS, "retry(3) { mysafeEnablePassword 10 }");

        assertThat(asked()).isEqualTo(2);
        assertThat(log(run)).contains("Retrying");
    }

    @Test
    void tryCatchFinallySeesTheFailureOnce() throws Exception {
        notFound();

        WorkflowRun run = run(Result.SUCCESS, """
                try {
                    mysafeEnablePassword 10
                } catch (hudson.AbortException e) {
                    echo "caught <${e.message}>"
                } finally {
                    echo 'finally'
                }
                """);

        assertThat(log(run))
                .contains(
                        "caught <Password 10 was not enabled: PASSWORD_NOT_FOUND, 1005: Password not found>",
                        "finally");
    }

    @Test
    void timeoutEndsARequestThatIsNotAnswered() throws Exception {
        HeldResponse held = new HeldResponse();
        server.pending(held);

        run(Result.ABORTED, "timeout(time: 1, unit: 'SECONDS') { mysafeEnablePassword 10 }");

        held.awaitDeparture(1);
    }

    @Test
    void failFastEndsTheOtherBranch() throws Exception {
        HeldResponse held = new HeldResponse();
        server.pending(held).response("/api/mysafe/password/active/11", Responses.json(400, NOT_FOUND));

        run(Result.FAILURE, """
                parallel failFast: true,
                    slow: { mysafeEnablePassword 10 },
                    quick: { mysafeEnablePassword 11 }
                """);

        held.awaitDeparture(1);
    }

    @Test
    void parallelBranchesEachGetTheirOwnResult() throws Exception {
        server.response("/api/mysafe/password/active/11", Responses.json(200, """
                {"code":200,"response":{"status":200,"message":"Password has already been activated","error":false}}"""));
        server.response("/api/mysafe/password/active/12", Responses.json(500, "{}"));

        WorkflowRun run = run(Result.UNSTABLE, """
                def found = [:]
                def branches = [10, 11, 12].collectEntries { n -> ["b$n".toString(), {
                    def r = mysafeEnablePassword n
                    found[r.id] = "${r.outcome} ${r.active} ${r.alreadyActive}"
                }] }
                parallel branches
                echo "10 ${found['10']}, 11 ${found['11']}, 12 ${found['12']}"
                """);

        assertThat(log(run))
                .contains("10 ACTIVATED true false, 11 ALREADY_ACTIVE true true, 12 SERVER_ERROR false false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "catchError { mysafeEnablePassword 10 }; echo 'went on'                        | FAILURE",
                "catchError(buildResult: 'SUCCESS') { mysafeEnablePassword 10 }; echo 'went on' | SUCCESS",
                "warnError('not enabled') { mysafeEnablePassword 10 }; echo 'went on'          | UNSTABLE",
                "try { mysafeEnablePassword 10 } catch (e) { unstable e.message }; echo 'went on' | UNSTABLE",
            })
    void stepsThatCatchErrorsCatchOurs(String script, String result) throws Exception {
        notFound();

        WorkflowRun run = run(Result.fromString(result), script);

        assertThat(log(run))
                .contains("went on", "Password 10 was not enabled: PASSWORD_NOT_FOUND")
                .doesNotContain("\tat ");
    }

    @Test
    void withCredentialsAroundMasksAsEverAndTakesNothingAway() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, """
                withCredentials([usernamePassword(credentialsId: 'mysafe-api', usernameVariable: 'U', passwordVariable: 'P')]) {
                    def r = mysafeEnablePassword id: 10
                    echo "outcome ${r.outcome} by ${U} with ${P}"
                }
                """);

        assertThat(log(run)).contains("outcome ACTIVATED by ").doesNotContain(Controller.SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node { mysafeEnablePassword 10 }",
                "[10].each { mysafeEnablePassword it }",
                "for (n in [10]) { mysafeEnablePassword n }",
                "def f(n) { mysafeEnablePassword id: n }; f(10)",
                "def c = { mysafeEnablePassword(id: 10) }; c()",
                "def a = [id: 10, server: 'main']; mysafeEnablePassword(a)",
                "this.mysafeEnablePassword 10",
                "steps.mysafeEnablePassword id: 10",
                "def r = [10].collect { n -> mysafeEnablePassword(n).outcome }; assert r == ['ACTIVATED']",
                "def r = mysafeEnablePassword(10).with { it.active }; assert r",
                "@NonCPS def word(r) { r.outcome.toLowerCase() }\nassert word(mysafeEnablePassword(10)) == 'activated'",
                "def m = [:]; m.last = mysafeEnablePassword(10); assert m.last.server == 'main'",
                "assert mysafeEnablePassword(10).id == '10'",
                "assert \"${mysafeEnablePassword(10)}\" == 'password 10: ACTIVATED on main'",
            })
    void scriptMayUseItAnywhere(String script) throws Exception {
        run(Result.SUCCESS, script);

        assertThat(asked()).isEqualTo(1);
    }

    // --- the sandbox -------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id == '10'",
                "outcome == 'ACTIVATED'",
                "active == true",
                "alreadyActive == false",
                "httpStatus == 200",
                "errorCode == null",
                "message == 'Password successfully activated'",
                "attempts == 1",
                "durationMillis >= 0L",
                "server == 'main'",
                "operation == 'ENABLE'",
                "request == 'API'",
                "answeredBy == 'SENHASEGURA'",
                "requestId == 'req-1'",
                "isActive() == true",
                "isAlreadyActive() == false",
                "getOutcome() == 'ACTIVATED'",
                "toString() == 'password 10: ACTIVATED on main'",
            })
    void resultsPropertyIsReadableWithoutApproval(String property) throws Exception {
        server.pending(Responses.json(200, Responses.ACTIVATED_3_33, "X-Kong-Request-Id: req-1"));

        run(Result.SUCCESS, "def r = mysafeEnablePassword 10; assert r." + property);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id == '10'",
                "outcome == 'PASSWORD_NOT_FOUND'",
                "active == false",
                "alreadyActive == false",
                "httpStatus == 400",
                "errorCode == '1005'",
                "attempts == 1",
                "durationMillis >= 0L",
                "server == 'main'",
                "operation == 'ENABLE'",
                "request == 'API'",
                "answeredBy == 'SENHASEGURA'",
                "requestId == null",
                "message == 'Password 10 was not enabled: PASSWORD_NOT_FOUND, 1005: Password not found'",
                "result.message == '1005: Password not found'",
                "result.toString() == 'password 10: PASSWORD_NOT_FOUND on main'",
            })
    void failuresPropertyIsReadableWithoutApproval(String property) throws Exception {
        notFound();

        run(Result.SUCCESS, "def e = null; try { mysafeEnablePassword 10 } catch (x) { e = x }; assert e." + property);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r.id = '11'",
                "r.active = false",
                "r.value('id')",
                "new io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordStep(10).start(null)"
            })
    void nothingElseIsAllowed(String script) throws Exception {
        WorkflowRun run = run(Result.FAILURE, "def r = mysafeEnablePassword 10; " + script);

        assertThat(log(run))
                .containsAnyOf(
                        "Scripts not permitted", "Cannot set readonly property", "No such field", "unclassified field");
        ScriptApproval.get().clearApprovedSignatures();
        ScriptApproval.get().getPendingSignatures().clear();
    }

    // --- shared library ----------------------------------------------------------------------------

    private static LibraryConfiguration library(Path directory) throws Exception {
        Files.createDirectories(directory.resolve("vars"));
        Files.createDirectories(directory.resolve("src/org/example"));
        Files.writeString(directory.resolve("vars/enablePassword.groovy"), """
                def call(Map args = [:], Object id) {
                    def r = mysafeEnablePassword([id: id] + args)
                    echo "library saw ${r.outcome}"
                    return r.active
                }
                """);
        Files.writeString(directory.resolve("src/org/example/Safe.groovy"), """
                package org.example
                class Safe implements Serializable {
                    private final steps
                    Safe(steps) { this.steps = steps }
                    boolean enable(id) { steps.mysafeEnablePassword(id: id).active }
                }
                """);
        LibraryConfiguration library = new LibraryConfiguration("ours", new FromDirectory(directory));
        library.setDefaultVersion("1");
        library.setImplicit(true);
        return library;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assert enablePassword(10)",
                "assert enablePassword('10', server: 'main')",
                "assert new org.example.Safe(this).enable(10)",
                "pipeline { agent none; stages { stage('x') { steps { enablePassword 10 } } } }",
            })
    void globalLibraryCallsIt(String script, @TempDir Path directory) throws Exception {
        GlobalLibraries.get().setLibraries(List.of(library(directory)));
        try {
            run(Result.SUCCESS, script);
        } finally {
            GlobalLibraries.get().setLibraries(List.of());
        }

        assertThat(asked()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assert enablePassword(10)", "assert new org.example.Safe(this).enable(10)"})
    void libraryOfAFolderCallsItInTheSandbox(String script, @TempDir Path directory) throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        folder.addProperty(new FolderLibraries(List.of(library(directory))));
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(script, true));

        jenkins.buildAndAssertSuccess(job);

        assertThat(asked()).isEqualTo(1);
    }

    /** A library in a directory of the controller. */
    public static final class FromDirectory extends LibraryRetriever {
        private final transient Path directory;

        FromDirectory(Path directory) {
            this.directory = directory;
        }

        @Override
        public void retrieve(
                String name, String version, boolean changelog, FilePath target, Run<?, ?> run, TaskListener listener)
                throws Exception {
            new FilePath(directory.toFile()).copyRecursiveTo(target);
        }

        @Override
        public void retrieve(String name, String version, FilePath target, Run<?, ?> run, TaskListener listener)
                throws Exception {
            retrieve(name, version, false, target, run, listener);
        }
    }
}
