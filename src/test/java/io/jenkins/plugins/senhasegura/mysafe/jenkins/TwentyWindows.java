package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * Three builds with a window in each of twenty branches: one build's windows are opening, one's are open and one's are
 * closing when their Jenkins ends. Of the requests under way the server has carried out every second one, and responds
 * to none. What is static runs in that Jenkins, which knows nothing of this but the server's address.
 */
final class TwentyWindows implements AutoCloseable {
    private static final int BRANCHES = 20;
    private static final int OPENING = 100;
    private static final int OPEN = 200;
    private static final int CLOSING = 300;

    final SimulatedServer server = SimulatedServer.http();
    private final HeldResponse opening = new HeldResponse();
    private final HeldResponse closing = new HeldResponse();
    private final TrueState state = new TrueState(
            server,
            IntStream.of(OPENING, OPEN, CLOSING)
                    .flatMap(first -> IntStream.range(first, first + BRANCHES))
                    .toArray());

    TwentyWindows() {
        for (int i = 0; i < BRANCHES; i++) {
            server.response(TrueState.path(true, OPENING + i), (request, socket) -> {
                if (TrueState.idOf(request) % 2 == 0) {
                    state.activate(TrueState.idOf(request));
                }
                return opening.write(request, socket);
            });
            server.response(TrueState.path(false, CLOSING + i), (request, socket) -> {
                if (TrueState.idOf(request) % 2 == 0) {
                    state.deactivate(TrueState.idOf(request));
                }
                return closing.write(request, socket);
            });
        }
    }

    static void start(JenkinsRule jenkins, String url) throws Throwable {
        Controller.credentials(CredentialsScope.GLOBAL, Controller.CREDENTIALS_ID, Controller.SECRET);
        Controller.servers(Controller.server("main", url));
        start(jenkins, "opening", OPENING, "");
        start(jenkins, "closing", CLOSING, "");
        WorkflowRun open = start(jenkins, "open", OPEN, "input \"waits in ${id}.\";");
        for (int i = 0; i < BRANCHES; i++) {
            jenkins.waitForMessage("waits in " + (OPEN + i) + ".", open);
        }
    }

    private static WorkflowRun start(JenkinsRule jenkins, String name, int first, String body) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.MAX_SURVIVABILITY));
        job.setDefinition(new CpsFlowDefinition("""
                def branches = [:]
                for (int i = 0; i < %d; i++) {
                    int id = %d + i
                    branches["b${id}"] = { withMysafePassword(id: id) { %s echo "inside ${id}." } }
                }
                parallel branches
                """.formatted(BRANCHES, first, body), true));
        return job.scheduleBuild2(0).waitForStart();
    }

    /** Until all are where they are meant to be when Jenkins ends. */
    void await() {
        opening.awaitArrival(BRANCHES);
        closing.awaitArrival(BRANCHES);
        FaultRig.await(
                "all are open",
                () -> state.active().stream()
                                .filter(id -> id >= OPEN && id < CLOSING)
                                .count()
                        == BRANCHES);
    }

    /** Until whatever a step has done before it waits is on the disk. */
    static void awaitSaved(JenkinsRule jenkins) throws Throwable {
        for (WorkflowJob job : jenkins.jenkins.getItems(WorkflowJob.class)) {
            ((CpsFlowExecution) job.getLastBuild().getExecution()).waitForSuspension();
        }
    }

    /** From now on the server responds. */
    void heal() {
        opening.answerNew(state.response(true));
        closing.answerNew(state.response(false));
    }

    /** Lets those go on that wait for somebody within their block, which otherwise lasts however long a restart takes. */
    static void letGoOn(WorkflowRun run) throws Exception {
        InputAction waiting = run.getAction(InputAction.class);
        if (waiting != null) {
            for (InputStepExecution input : List.copyOf(waiting.getExecutions())) {
                input.doProceedEmpty();
            }
        }
    }

    /** Each build's result and log. */
    static HashMap<String, ArrayList<String>> endings(JenkinsRule jenkins) throws Throwable {
        HashMap<String, ArrayList<String>> endings = new HashMap<>();
        for (WorkflowJob job : jenkins.jenkins.getItems(WorkflowJob.class)) {
            letGoOn(job.getLastBuild());
            WorkflowRun run = jenkins.waitForCompletion(job.getLastBuild());
            endings.put(job.getName(), new ArrayList<>(List.of(run.getResult().toString(), JenkinsRule.getLog(run))));
        }
        return endings;
    }

    /** No block is lost, and no password is left active. */
    void assertNothingLostAndNothingLeftOpen(Map<String, ArrayList<String>> endings) {
        assertThat(endings).containsOnlyKeys("opening", "open", "closing");
        assertEnding(endings.get("opening"), OPENING);
        assertEnding(endings.get("open"), OPEN);
        assertEnding(endings.get("closing"), CLOSING);
        assertThat(state.active()).isEmpty();
    }

    private static void assertEnding(List<String> ending, int first) {
        String log = ending.get(1);
        assertThat(ending.get(0)).as(log).isEqualTo(Result.SUCCESS.toString());
        for (int i = 0; i < BRANCHES; i++) {
            assertThat(log).contains("inside " + (first + i) + ".");
        }
        assertThat(log).contains("Jenkins was restarted");
    }

    @Override
    public void close() {
        server.close();
    }
}
