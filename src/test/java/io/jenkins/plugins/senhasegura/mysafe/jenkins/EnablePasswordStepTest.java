package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The step in a real Pipeline: what its id takes, what it returns, and what its outcomes make of the build. */
class EnablePasswordStepTest extends SharedJenkins {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysafeEnablePassword 10",
                "mysafeEnablePassword id: 10",
                "mysafeEnablePassword(10)",
                "mysafeEnablePassword id: 10L",
                "mysafeEnablePassword id: '10'",
                "mysafeEnablePassword '10'",
                "mysafeEnablePassword id: ' 10\\n'",
                "def n = 1; mysafeEnablePassword id: \"${n}0\"",
                "mysafeEnablePassword id: '1' + '0'",
                "mysafeEnablePassword id: 10g",
                "mysafeEnablePassword id: 10.0",
                "mysafeEnablePassword id: (short) 10",
                "mysafeEnablePassword([id: 10])",
            })
    void everyKindOfIntegralIdIsTaken(String script) throws Exception {
        WorkflowRun run = jenkins.assertBuildStatusSuccess(Controller.run(jenkins, script));

        jenkins.assertLogContains(
                "senhasegura: password 10 on server \"main\" with credentials \"mysafe-api\": activated (ACTIVATED, HTTP 200, 1 attempt",
                run);
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(1);
    }

    @Test
    void parameterOfTheBuildIsTaken() throws Exception {
        WorkflowJob job = Controller.pipeline(jenkins, "mysafeEnablePassword id: params.PASSWORD_ID");
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("PASSWORD_ID", "1")));

        WorkflowRun run = job.scheduleBuild2(0, new ParametersAction(new StringParameterValue("PASSWORD_ID", "10")))
                .waitForStart();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "''",
                "' '",
                "0",
                "-1",
                "'10abc'",
                "1.5",
                "'1.5'",
                "'007'",
                "'9223372036854775808'",
                "'../'",
                "'10/../11'",
                "'%2e'",
                "'1 0'",
                "'1\\n0'",
                "'\\u0661\\u0660'",
                "true",
                "[10]",
                "null",
                "9223372036854775808g"
            })
    void badIdIsOurErrorAndNothingIsSent(String id) throws Exception {
        String script = "try { mysafeEnablePassword id: " + id + "; error 'not refused' }"
                + " catch (io.jenkins.plugins.senhasegura.mysafe.EnablePasswordException e) {"
                + " echo \"caught ${e.outcome} ${e.attempts} ${e.active} ${e.message}\" }";

        WorkflowRun run = jenkins.assertBuildStatusSuccess(Controller.run(jenkins, script));

        jenkins.assertLogContains("caught CONFIGURATION 0 false", run);
        jenkins.assertLogContains("id:", run);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void badIdFailsTheBuildWithoutAStackTrace() throws Exception {
        WorkflowRun run =
                jenkins.assertBuildStatus(Result.FAILURE, Controller.run(jenkins, "mysafeEnablePassword '10abc'"));

        jenkins.assertLogContains(
                "ERROR: Password not a number, 5 characters was not enabled: CONFIGURATION,"
                        + " id: (not a number, 5 characters) is not a password identifier.",
                run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void resultIsReadableInTheSandbox() throws Exception {
        WorkflowRun run = jenkins.assertBuildStatusSuccess(Controller.run(jenkins, """
                def r = mysafeEnablePassword id: 10
                sleep time: 1, unit: 'MILLISECONDS'
                echo "got ${r.id} ${r.operation} ${r.outcome} ${r.active} ${r.alreadyActive} ${r.httpStatus} ${r.errorCode} \
                ${r.message} ${r.request} ${r.answeredBy} ${r.attempts} ${r.durationMillis >= 0} ${r.server} ${r.requestId} <${r}>"
                """));

        jenkins.assertLogContains(
                "got 10 ENABLE ACTIVATED true false 200 null Password successfully activated API SENHASEGURA 1 true main null",
                run);
        jenkins.assertLogContains("<password 10: ACTIVATED on main>", run);
    }

    @Test
    void failureIsCaughtWithItsProperties() throws Exception {
        server.pending(Responses.json(400, """
                {"code":400,"response":{"status":400,"message":"1005: Password not found","error":true,"error_code":1005}}"""));

        WorkflowRun run = jenkins.assertBuildStatusSuccess(Controller.run(jenkins, """
                try {
                    mysafeEnablePassword id: 10
                } catch (e) {
                    echo "caught ${e.outcome} ${e.errorCode} ${e.httpStatus} ${e.server} ${e.result.message}"
                }
                """));

        jenkins.assertLogContains("caught PASSWORD_NOT_FOUND 1005 400 main 1005: Password not found", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void passingTroubleMarksTheBuildUnstableAndTheScriptGoesOn() throws Exception {
        server.pending(Responses.json(500, "{\"message\":\"Unexpected error.\"}"));

        WorkflowRun run = jenkins.assertBuildStatus(Result.UNSTABLE, Controller.run(jenkins, """
                def r = mysafeEnablePassword id: 10
                echo "goes on with ${r.active} ${r.outcome} after ${r.attempts}"
                """));

        jenkins.assertLogContains("goes on with false SERVER_ERROR after 3", run);
    }

    @Test
    void stepWinsOverTheInstallationsMapping() throws Exception {
        server.pending(Responses.json(500, "{\"message\":\"Unexpected error.\"}"));
        Controller.mapping(List.of(), List.of("SERVER_ERROR"));
        try {
            jenkins.assertBuildStatus(Result.FAILURE, Controller.run(jenkins, "mysafeEnablePassword 10"));
            jenkins.assertBuildStatus(
                    Result.UNSTABLE,
                    Controller.run(jenkins, "mysafeEnablePassword id: 10, unstableOn: 'SERVER_ERROR'"));
            jenkins.assertBuildStatus(
                    Result.UNSTABLE,
                    Controller.run(
                            jenkins, "mysafeEnablePassword id: 10, unstableOn: ['SERVER_ERROR', 'BAD_REQUEST']"));
        } finally {
            Controller.mapping(List.of(), List.of());
        }
    }

    @Test
    void passedErrorIsLoggedAndRecordedAndLeavesTheBuildAsItIs() throws Exception {
        server.pending(Responses.json(500, "{\"message\":\"Unexpected error.\"}"));

        WorkflowRun run = jenkins.assertBuildStatusSuccess(Controller.run(jenkins, """
                def r = mysafeEnablePassword id: 10, passOn: 'SERVER_ERROR'
                echo "goes on with ${r.active} ${r.outcome}"
                """));

        jenkins.assertLogContains("(SERVER_ERROR, HTTP 500, API call, 3 attempts", run);
        jenkins.assertLogContains("This leaves the build as it is.", run);
        jenkins.assertLogContains("goes on with false SERVER_ERROR", run);
        assertThat(AllRecords.of(run))
                .singleElement()
                .extracting(OperationRecord::outcome, OperationRecord::result)
                .containsExactly("SERVER_ERROR", "SUCCESS");
        FlowNode step = new DepthFirstScanner()
                .findFirstMatch(
                        run.getExecution(),
                        node -> node.getDisplayFunctionName().equals("mysafeEnablePassword"));
        assertThat(step.getPersistentAction(WarningAction.class)).isNull();
    }

    @Test
    void passOnAndAnotherListMayNotNameTheSame() throws Exception {
        WorkflowRun run = jenkins.assertBuildStatus(
                Result.FAILURE,
                Controller.run(jenkins, "mysafeEnablePassword id: 10, passOn: 'SERVER_ERROR', failOn: 'SERVER_ERROR'"));

        jenkins.assertLogContains("SERVER_ERROR\" is named twice", run);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void passwordIsDisabled() throws Exception {
        server.response(SimulatedServer.DISABLE_10, Responses.deactivated());

        WorkflowRun run = jenkins.assertBuildStatusSuccess(Controller.run(jenkins, """
                def r = mysafeDisablePassword 10
                echo "got ${r.operation} ${r.outcome} ${r.active} ${r.alreadyActive}"
                """));

        jenkins.assertLogContains("deactivated (DEACTIVATED, HTTP 200, 1 attempt", run);
        jenkins.assertLogContains("got DISABLE DEACTIVATED false false", run);
        assertThat(server.requests(SimulatedServer.DISABLE_10)).hasSize(1);
        assertThat(server.requests(SimulatedServer.ENABLE_10)).isEmpty();
        assertThat(AllRecords.of(run))
                .singleElement()
                .extracting(OperationRecord::operation)
                .isEqualTo("DISABLE");
    }

    @Test
    void passwordThatIsNotDisabledMayBeActive() throws Exception {
        server.response(SimulatedServer.DISABLE_10, Responses.passwordNotFound(), Responses.json(500, "{}"));

        WorkflowRun run = jenkins.assertBuildStatus(Result.UNSTABLE, Controller.run(jenkins, """
                try { mysafeDisablePassword 10 } catch (e) { echo "caught <${e.message}> ${e.active}" }
                echo "then ${mysafeDisablePassword(id: 10).active}"
                """));

        jenkins.assertLogContains(
                "caught <Password 10 was not disabled: PASSWORD_NOT_FOUND, 1005: Password not found> true", run);
        jenkins.assertLogContains("then true", run);
        FlowNode step = new DepthFirstScanner()
                .findFirstMatch(run.getExecution(), node -> node.getPersistentAction(WarningAction.class) != null);
        assertThat(step.getPersistentAction(WarningAction.class).getMessage())
                .isEqualTo("Password 10 was not disabled: SERVER_ERROR");
    }

    @Test
    void declarativeTakesTheStepWithAllItsOptions() throws Exception {
        WorkflowRun run = Controller.run(jenkins, """
                pipeline {
                    agent none
                    stages {
                        stage('one') { steps { mysafeEnablePassword 10 } }
                        stage('two') { steps { mysafeEnablePassword id: 10, server: 'main', credentialsId: 'mysafe-api', unstableOn: 'SERVER_ERROR', failOn: ['UNREACHABLE', 'UNAVAILABLE'], passOn: 'RATE_LIMITED' } }
                    }
                }
                """);

        jenkins.assertBuildStatusSuccess(run);
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(2);
    }
}
