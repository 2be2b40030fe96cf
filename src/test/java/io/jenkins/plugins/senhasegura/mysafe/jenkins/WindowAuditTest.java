package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.ExtensionList;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.senhasegura.mysafe.build.OpenWindowsMonitor;
import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeFolderProperty;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happens to a password that no build holds any more is in the audit across jobs, with who did it. */
class WindowAuditTest extends SharedJenkins {
    private static final String KEEPER = "Access windows: disabled because no build holds it any more";
    private static final SimulatedServer.Answer REFUSED = Responses.json(400, """
            {"code":400,"response":{"status":400,"message":"1005: Password not found","error":true,"error_code":1005}}""");

    private TrueState state;

    @BeforeEach
    void startState() {
        state = new TrueState(server);
        // Everybody may do everything, and has a name.
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
    }

    /** The lines about a job, the oldest first. */
    private static List<JsonNode> lines(String job) {
        List<JsonNode> lines = new ArrayList<>();
        try (Stream<Path> months =
                Files.list(jenkins.jenkins.getRootDir().toPath().resolve("mysafe-audit"))) {
            for (Path month :
                    months.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
                Files.readAllLines(month).stream()
                        .map(line -> JsonMapper.shared().readTree(line))
                        .filter(line -> job.equals(text(line, "job")))
                        .forEach(lines::add);
            }
        } catch (java.io.IOException failure) {
            throw new AssertionError(failure);
        }
        return lines;
    }

    private static String text(JsonNode line, String field) {
        JsonNode value = line.get(field);
        return value == null || value.isNull() ? null : value.asString();
    }

    private static List<JsonNode> awaitLines(String job, int count) {
        FaultRig.await("the audit has " + count + " lines", () -> lines(job).size() >= count);
        return lines(job);
    }

    private static void assertLine(JsonNode line, String outcome, String causes, String user) {
        assertThat(Stream.of("outcome", "causes", "user", "build", "id").map(field -> text(line, field)))
                .containsExactly(outcome, causes, user, "1", "10");
    }

    /** A window whose closing was refused and whose job, which had named the credentials, is gone: nothing is sent for it. */
    private void leave(String job) throws Exception {
        HeldResponse kept = new HeldResponse();
        server.response(TrueState.path(false, 10), REFUSED, kept);
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                pipeline(
                        job,
                        "withMysafePassword(id: 10, credentialsId: '" + Controller.CREDENTIALS_ID
                                + "') { echo 'inside' }"));
        kept.awaitArrival(1);
        run.getParent().delete();
        kept.answerAll(REFUSED);
        assertLine(awaitLines(job, 3).get(2), "PASSWORD_NOT_FOUND", KEEPER, null);
        server.response(TrueState.path(false, 10), state.response(false, 10));
    }

    /** Of a name that no other test's deleted job has had. */
    private static WorkflowJob pipeline(String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static String lease(String job) {
        return ExtensionList.lookupSingleton(OpenWindowsMonitor.class).getRows().stream()
                .filter(row -> row.getText().contains(job))
                .findFirst()
                .orElseThrow()
                .getLease();
    }

    private interface Deed {
        void asked(OpenWindowsMonitor monitor) throws Exception;
    }

    @SuppressWarnings("try") // a context is left, and not asked
    private static void asAlice(Deed deed) throws Exception {
        User alice = User.getById("alice", true);
        try (ACLContext context = ACL.as2(alice.impersonate2())) {
            deed.asked(ExtensionList.lookupSingleton(OpenWindowsMonitor.class));
        }
    }

    @Test
    void keepersClosingIsInTheAudit() throws Exception {
        server.response(TrueState.path(false, 10), REFUSED, state.response(false, 10));

        jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("kept", "withMysafePassword(id: 10) { echo 'inside' }"));

        List<JsonNode> lines = awaitLines("kept", 3);
        assertThat(lines).extracting(line -> text(line, "operation")).containsExactly("ENABLE", "DISABLE", "DISABLE");
        assertLine(lines.get(2), "DEACTIVATED", KEEPER, null);
        assertThat(text(lines.get(2), "credentialsId")).isEqualTo(Controller.CREDENTIALS_ID);
    }

    /** A job in a folder that names credentials of its own. */
    private static WorkflowJob ofTeam(String folder, String server, String script) throws Exception {
        Controller.credentials(CredentialsScope.GLOBAL, "of-team", Controller.SECRET);
        MySafeFolderProperty limits = new MySafeFolderProperty();
        limits.setServer(server);
        limits.setCredentialsId("of-team");
        Folder team = jenkins.createProject(Folder.class, folder);
        team.addProperty(limits);
        WorkflowJob job = team.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static void assertOfTeam(List<JsonNode> lines, String... operations) {
        assertThat(lines).extracting(line -> text(line, "operation")).containsExactly(operations);
        assertThat(lines).extracting(line -> text(line, "credentialsId")).containsOnly("of-team");
    }

    @Test
    void keeperClosesAsWhomTheFolderHasNamed() throws Exception {
        server.response(TrueState.path(false, 10), REFUSED, state.response(false, 10));

        jenkins.buildAndAssertStatus(
                Result.FAILURE, ofTeam("kept-team", null, "withMysafePassword(id: 10) { echo 'inside' }"));

        assertOfTeam(awaitLines("kept-team/job", 3), "ENABLE", "DISABLE", "DISABLE");
        assertThat(state.active()).isEmpty();
    }

    @Test
    void windowIsClosedAsWhomItWasOpenedWhereItsServerHasAnotherName() throws Exception {
        WorkflowJob job = ofTeam("renamed-team", "main", "withMysafePassword(id: 10) { input 'waits' }");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("waits", run);
        Controller.servers(Controller.server("renamed", server.url()));
        FaultRig.await("the input can be answered", () -> run.getAction(InputAction.class) != null);
        TwentyWindows.letGoOn(run);

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        assertOfTeam(awaitLines("renamed-team/job", 2), "ENABLE", "DISABLE");
        assertThat(state.active()).isEmpty();
    }

    @Test
    void closingOfAKilledBuildThatIsDeletedIsInTheAudit() throws Exception {
        HeldResponse kept = new HeldResponse();
        server.response(TrueState.path(false, 10), kept);
        WorkflowJob job = pipeline("killed", "withMysafePassword(id: 10) { sleep 600 }");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Sleeping for", run);
        run.doKill();
        jenkins.waitForCompletion(run);
        kept.awaitArrival(1);
        job.delete();
        kept.answerAll(state.response(false, 10));

        assertLine(awaitLines("killed", 2).get(1), "DEACTIVATED", KEEPER, null);
    }

    @Test
    void whoDisablesNowIsInTheAudit() throws Exception {
        leave("closed-now");

        asAlice(monitor -> monitor.doCloseNow(lease("closed-now")));

        JsonNode line = awaitLines("closed-now", 4).get(3);
        assertLine(line, "DEACTIVATED", "Access windows: Disable now", "alice");
        assertThat(state.active()).isEmpty();
    }

    @Test
    void whoForgetsIsInTheAudit() throws Exception {
        leave("forgotten");

        asAlice(monitor -> monitor.doForget(lease("forgotten")));

        JsonNode line = awaitLines("forgotten", 4).get(3);
        assertLine(line, "FORGOTTEN", "Access windows: Forget", "alice");
        assertThat(text(line, "server")).isEqualTo("main");
        assertThat(text(line, "operation")).isNull();
        String page = new Web(jenkins)
                .get(Web.ANONYMOUS, "manage/mysafe-audit/?outcome=FORGOTTEN&job=forgotten")
                .body();
        assertThat(page).contains("FORGOTTEN", "nobody disables this password", "alice");
    }
}
