package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.WithPasswordWrapper;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access windows of Pipelines and freestyle builds against a server that keeps true state. */
class WindowInJenkinsTest extends SharedJenkins {
    private static final String NOT_FOUND = """
            {"code":400,"response":{"status":400,"message":"1005: Password not found","error":true,"error_code":1005}}""";

    private TrueState state;

    @BeforeEach
    void startState() {
        state = new TrueState(server);
    }

    private int asked(boolean enable, int id) {
        return server.requests(TrueState.path(enable, id)).size();
    }

    private WorkflowRun start(String script) throws Exception {
        return Controller.pipeline(jenkins, script).scheduleBuild2(0).waitForStart();
    }

    @Test
    void scriptedWindowIsOpenForItsBlockAlone() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, """
                def value = withMysafePassword(id: 10) { echo 'inside'; 'of the block' }
                echo "returned ${value}"
                """);

        assertThat(log(run))
                .containsSubsequence(
                        "is open for this window", "inside", "the password is disabled", "returned of the block");
        assertThat(state.active()).isEmpty();
        assertThat(asked(true, 10) + asked(false, 10)).isEqualTo(2);
        assertThat(AllRecords.of(run)).extracting(OperationRecord::operation).containsExactly("ENABLE", "DISABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a' =~ /a/", "['a' =~ /a/]", "[key: ['a' =~ /a/]]"})
    void whatCannotBeKeptIsPassedOnAllTheSame(String value) throws Exception {
        WorkflowRun run = run(Result.SUCCESS, """
                if (withMysafePassword(id: 10) { def value = %s; value } != null) {
                    echo 'passed on'
                }
                """.formatted(value));

        assertThat(log(run)).contains("passed on").doesNotContain("NotSerializableException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipeline { agent none; options { withMysafePassword(id: 10) }; stages { stage('a') { steps { echo 'inside' } } } }",
                "pipeline { agent none; stages { stage('a') { options { withMysafePassword(ids: [10, 11]) }; steps { echo 'inside' } } } }",
                "pipeline { agent none; stages { stage('a') { steps { withMysafePassword(id: \"${10}\") { echo 'inside' } } } } }"
            })
    void declarativeWindow(String script) throws Exception {
        WorkflowRun run = run(Result.SUCCESS, script);

        assertThat(log(run)).containsSubsequence("is open for this window", "inside", "the password is disabled");
        assertThat(state.active()).isEmpty();
    }

    @Test
    void nestedAndParallelWindowsShareAPassword() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, """
                withMysafePassword(id: 10) {
                    withMysafePassword(ids: [10, 11]) { echo 'nested' }
                    parallel a: { withMysafePassword(id: 10) { echo 'a' } }, b: { withMysafePassword(id: 10) { echo 'b' } }
                    echo 'outer goes on'
                }
                """);

        assertThat(log(run)).contains("more hold it, and the last of them disables it");
        assertThat(asked(false, 10)).isEqualTo(1);
        assertThat(state.active()).isEmpty();
    }

    @Test
    void bodysOwnEndWins() throws Exception {
        server.response(TrueState.path(false, 10), Responses.json(400, NOT_FOUND));

        WorkflowRun run = run(Result.FAILURE, "withMysafePassword(id: 10) { error 'of the block' }");

        assertThat(log(run)).contains("**still active**", "ERROR: of the block");
        server.response(TrueState.path(false, 10), state.response(false, 10));
    }

    @Test
    void failedClosingFailsTheBuildAndTheKeeperGoesOn() throws Exception {
        HeldResponse kept = new HeldResponse();
        server.response(TrueState.path(false, 10), Responses.json(400, NOT_FOUND), kept);

        WorkflowRun run = run(Result.FAILURE, "withMysafePassword(id: 10) { echo 'inside' }");

        assertThat(log(run)).containsSubsequence("inside", "**still active**", "Password 10 was not disabled");
        kept.awaitArrival(1);
        kept.answerAll(state.response(false, 10));
    }

    @Test
    void failedClosingMayBePassed() throws Exception {
        server.response(TrueState.path(false, 10), Responses.json(400, NOT_FOUND), state.response(false, 10));

        WorkflowRun run =
                run(Result.SUCCESS, "withMysafePassword(id: 10, passOn: 'PASSWORD_NOT_FOUND') { echo 'inside' }");

        assertThat(log(run)).contains("**still active**");
    }

    @Test
    void openingOfOneFailsAndTheOthersAreDisabledAgain() throws Exception {
        server.response(TrueState.path(true, 11), Responses.json(400, NOT_FOUND));

        WorkflowRun run = run(Result.SUCCESS, """
                try { withMysafePassword(ids: [10, 11, 12], passOn: 'PASSWORD_NOT_FOUND') { echo 'inside' } }
                catch (e) { echo "caught ${e.id} ${e.outcome}" }
                """);

        assertThat(log(run)).contains("caught 11 PASSWORD_NOT_FOUND").doesNotContain("inside");
        assertThat(state.active()).isEmpty();
    }

    /** What the block passes, its opening does not: the error has the result that the installation gives it. */
    @Test
    void openingThatIsPassedHasTheResultOfTheInstallation() throws Exception {
        server.response(TrueState.path(true, 10), Responses.json(400, NOT_FOUND));
        Controller.mapping(List.of("PASSWORD_NOT_FOUND"), List.of());
        try {
            WorkflowRun run =
                    run(Result.UNSTABLE, "withMysafePassword(id: 10, passOn: 'PASSWORD_NOT_FOUND') { echo 'inside' }");
            assertThat(log(run)).doesNotContain("inside");
        } finally {
            Controller.mapping(List.of(), List.of());
        }
    }

    @Test
    void unstableOpeningEndsTheBlockAsUnstable() throws Exception {
        server.response(TrueState.path(true, 10), Responses.json(400, NOT_FOUND));

        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        // The getter of the exception itself is not for the sandbox.
        job.setDefinition(new CpsFlowDefinition("""
                try { withMysafePassword(id: 10, unstableOn: 'PASSWORD_NOT_FOUND') { echo 'inside' } }
                catch (org.jenkinsci.plugins.workflow.steps.FlowInterruptedException e) {
                    echo "cause ${e.causes[0].outcome}"
                    throw e
                }
                """, false));
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);

        assertThat(log(run)).contains("cause PASSWORD_NOT_FOUND").doesNotContain("inside");
    }

    @Test
    void foundActiveIsLeftAsItWas() throws Exception {
        state.activate(10);
        state.activate(11);

        run(Result.SUCCESS, """
                withMysafePassword(id: 10) { echo 'keeps' }
                withMysafePassword(id: 11, whenFoundActive: 'DISABLE') { echo 'disables' }
                """);

        assertThat(state.active()).containsExactly(10);
    }

    @Test
    void abortInTheBlockCloses() throws Exception {
        WorkflowRun run = start("withMysafePassword(id: 10) { echo 'inside'; sleep 600 }");
        jenkins.waitForMessage("Sleeping for", run);
        run.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(log(run)).contains("the password is disabled");
        assertThat(state.active()).isEmpty();
    }

    @Test
    void timeoutInTheBlockCloses() throws Exception {
        WorkflowRun run = run(
                Result.ABORTED,
                "timeout(time: 2, unit: 'SECONDS') { withMysafePassword(id: 10) { echo 'inside'; sleep 600 } }");

        assertThat(log(run)).contains("the password is disabled");
        assertThat(state.active()).isEmpty();
    }

    @Test
    void abortOfAnOpeningLeavesItToTheKeeper() throws Exception {
        HeldResponse held = new HeldResponse();
        HeldResponse kept = new HeldResponse();
        server.response(TrueState.path(true, 12), held);
        server.response(TrueState.path(false, 12), kept);
        WorkflowRun run = start("withMysafePassword(id: 12) { echo 'inside' }");
        held.awaitArrival(1);
        run.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        kept.awaitArrival(1);
        kept.answerAll(state.response(false, 12));
        assertThat(log(run)).doesNotContain("inside");
    }

    @Test
    void abortOfAClosingLeavesItToTheKeeper() throws Exception {
        HeldResponse held = new HeldResponse();
        HeldResponse kept = new HeldResponse();
        server.response(TrueState.path(false, 11), held, kept);
        WorkflowRun run = start("withMysafePassword(id: 11) { echo 'inside' }");
        held.awaitArrival(1);
        run.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(log(run)).contains("**still active**");
        kept.awaitArrival(1);
        kept.answerAll(state.response(false, 11));
    }

    @Test
    void killedBuildLosesItsWindow() throws Exception {
        HeldResponse kept = new HeldResponse();
        server.response(TrueState.path(false, 12), kept);
        WorkflowRun run = start("withMysafePassword(id: 12) { echo 'inside'; sleep 600 }");
        jenkins.waitForMessage("Sleeping for", run);
        run.doKill();

        jenkins.waitForCompletion(run);
        kept.awaitArrival(1);
        kept.answerAll(state.response(false, 12));
    }

    @Test
    void branchesThatFailFastEndsAreClosed() throws Exception {
        WorkflowRun run = run(Result.FAILURE, """
                parallel failFast: true,
                    a: { withMysafePassword(id: 10) { sleep 600 } },
                    b: { withMysafePassword(ids: [10, 11]) { sleep 600 } },
                    c: { withMysafePassword(id: 12) { sleep 5; error 'of the branch' } }
                """);

        assertThat(log(run)).contains("ERROR: of the branch");
        // Where a branch was ended while it opened, the keeper closes it.
        FaultRig.await("all are closed", () -> state.active().isEmpty());
    }

    /** Who terminates a build completes the step from outside, and nobody tells the window. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void terminatedOpeningIsLeftToTheKeeper(boolean kill) throws Exception {
        HeldResponse held = new HeldResponse();
        HeldResponse kept = new HeldResponse();
        server.response(TrueState.path(true, 10), (request, socket) -> {
            state.activate(10);
            return held.write(request, socket);
        });
        server.response(TrueState.path(false, 10), kept);
        WorkflowRun run = start("withMysafePassword(id: 10) { echo 'inside' }");
        held.awaitArrival(1);
        end(run, kill);

        kept.awaitArrival(1);
        kept.answerAll(state.response(false, 10));
        FaultRig.await("it is closed", () -> state.active().isEmpty());
        assertThat(log(run)).doesNotContain("inside");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void terminatedClosingIsLeftToTheKeeper(boolean kill) throws Exception {
        HeldResponse held = new HeldResponse();
        HeldResponse kept = new HeldResponse();
        server.response(TrueState.path(false, 11), held, kept);
        WorkflowRun run = start("withMysafePassword(id: 11) { echo 'inside' }");
        held.awaitArrival(1);
        end(run, kill);

        kept.awaitArrival(1);
        kept.answerAll(state.response(false, 11));
        FaultRig.await("it is closed", () -> state.active().isEmpty());
    }

    /** The build goes on, so that its end tells nobody. */
    @Test
    void openingThatIsCompletedFromOutsideIsClosedWithoutWaitingForTheBuildsEnd() throws Exception {
        HeldResponse held = new HeldResponse();
        server.response(TrueState.path(true, 10), held);
        WorkflowRun run =
                start("try { withMysafePassword(id: 10) { echo 'inside' } } catch (e) { echo 'goes on'; sleep 600 }");
        held.awaitArrival(1);
        run.doTerm();
        jenkins.waitForMessage("Sleeping for", run);
        held.answerAll(state.response(true, 10));

        FaultRig.await(
                "it is closed", () -> asked(false, 10) == 1 && state.active().isEmpty());
        run.doStop();
        jenkins.waitForCompletion(run);
        assertThat(log(run)).contains("goes on").doesNotContain("inside");
    }

    private void end(WorkflowRun run, boolean kill) throws Exception {
        if (kill) {
            run.doKill();
        } else {
            run.doTerm();
        }
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
    }

    @Test
    void terminatedBlockIsClosed() throws Exception {
        WorkflowRun run = start("withMysafePassword(id: 12) { echo 'inside'; sleep 600 }");
        jenkins.waitForMessage("Sleeping for", run);
        end(run, false);

        FaultRig.await("it is closed", () -> state.active().isEmpty());
    }

    @Test
    void abortOfAFreestyleClosingLeavesItToTheKeeper() throws Exception {
        HeldResponse held = new HeldResponse();
        HeldResponse kept = new HeldResponse();
        server.response(TrueState.path(false, 10), held, kept);
        FreeStyleProject job = freestyle();
        job.getBuildWrappersList().add(new WithPasswordWrapper("10"));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        held.awaitArrival(1);
        build.doStop();

        jenkins.waitForCompletion(build);
        assertThat(log(build)).contains("**still active**");
        kept.awaitArrival(1);
        kept.answerAll(state.response(false, 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ids: []",
                "ids: [10, 10]",
                "ids: [10, 'x']",
                "ids: 10..1011",
                "id: 0",
                "id: 10, ids: [11]",
                "server: 'main'",
                "id: 10, whenFoundActive: 'x'",
                "id: 10, passOn: 'NO_SUCH_ERROR'"
            })
    void nothingIsSentForBadArguments(String arguments) throws Exception {
        WorkflowRun run = run(Result.FAILURE, "withMysafePassword(" + arguments + ") { echo 'inside' }");

        assertThat(log(run)).contains("CONFIGURATION").doesNotContain("inside", "\tat ");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void freestyleWindow() throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("11"));
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("PASSWORD_ID", "10")));
        job.getBuildWrappersList().add(new WithPasswordWrapper("${PASSWORD_ID}, 12"));

        FreeStyleBuild build = run(Result.SUCCESS, job);

        assertThat(log(build)).containsSubsequence("is open for this window", "11", "the password is disabled");
        assertThat(state.active()).containsExactly(11);
    }

    @Test
    void freestyleWindowThatCannotBeOpenedFailsTheBuild() throws Exception {
        server.response(TrueState.path(true, 10), Responses.json(400, NOT_FOUND));
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("11"));
        WithPasswordWrapper window = new WithPasswordWrapper("10");
        window.setUnstableOn(new String[] {"PASSWORD_NOT_FOUND"});
        job.getBuildWrappersList().add(window);

        FreeStyleBuild build = run(Result.FAILURE, job);

        assertThat(server.requests(TrueState.path(true, 11))).isEmpty();
        assertThat(log(build)).contains("This fails the build.").doesNotContain("as unstable");
        assertThat(AllRecords.of(build)).extracting(OperationRecord::result).containsExactly("FAILURE");
    }

    @Test
    void missingServerIsSaidAsByTheSingleSteps() throws Exception {
        WorkflowRun run = run(Result.FAILURE, "withMysafePassword(id: 10, server: 'nowhere') { echo 'inside' }");

        assertThat(log(run)).contains("CONFIGURATION").doesNotContain("inside");
        assertThat(server.requests()).isEmpty();
    }
}
