package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.jenkins.LifeServer.Place;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The process of a real Jenkins is killed while builds are wherever a call can be, and started again. What the Pipeline
 * could save, which with the usual durability is every step, ends as if nothing had happened.
 */
class CrashTest {
    private static final String AGAIN = "Jenkins was restarted; asking again to enable password 10";

    @RegisterExtension
    private final RealJenkinsExtension process = Controller.process();

    private final LifeServer life = new LifeServer();
    private final HeldResponse many = life.hold("MANY");
    private final HeldResponse optimised = life.hold("OPTIMISED");
    private final HeldResponse troubled = life.hold("TROUBLED");

    @AfterEach
    void stop() {
        life.close();
    }

    /** Runs in the killed process, which knows nothing of this one but the simulated server's address. */
    private static void occupy(JenkinsRule jenkins, String url) throws Throwable {
        LifeServer.configure(url, List.of("MANY", "OPTIMISED", "TROUBLED"));
        start(jenkins, "occupant", LifeServer.occupantStep());
    }

    private static void startOthers(JenkinsRule jenkins) throws Throwable {
        for (Place place : Place.values()) {
            start(jenkins, place.name(), LifeServer.step(place));
        }
        start(jenkins, "troubled", """
                def result = mysafeEnablePassword id: 10, server: 'TROUBLED'
                echo "goes on with ${result.active} ${result.outcome} after ${result.attempts}"
                """);
        start(jenkins, "twenty", """
                def branches = [:]
                for (int i = 0; i < 20; i++) { branches["b${i}"] = { mysafeEnablePassword id: 10, server: 'MANY' } }
                def results = parallel branches
                echo "enabled ${results.values().count { it.active }} of ${results.size()}"
                """);
        WorkflowJob hasty = jenkins.createProject(WorkflowJob.class, "optimised");
        hasty.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        hasty.setDefinition(new CpsFlowDefinition(LifeServer.step("OPTIMISED"), true));
        hasty.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("trying again in 30.0 s", build(jenkins, Place.BACK_OFF.name()));
        jenkins.waitForMessage("waiting for a connection: 0 ahead of this one", build(jenkins, Place.LINE.name()));
    }

    private static void start(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.MAX_SURVIVABILITY));
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun build(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getLastBuild();
    }

    /** Until whatever a step has done before it waits is on the disk. */
    private static void awaitSaved(JenkinsRule jenkins) throws Throwable {
        for (WorkflowJob job : jenkins.jenkins.getItems(WorkflowJob.class)) {
            ((CpsFlowExecution) job.getLastBuild().getExecution()).waitForSuspension();
        }
    }

    /** Each build's result, its number of recorded passwords and its log, one after the other. */
    private static HashMap<String, ArrayList<String>> endings(JenkinsRule jenkins) throws Throwable {
        HashMap<String, ArrayList<String>> endings = new HashMap<>();
        for (WorkflowJob job : jenkins.jenkins.getItems(WorkflowJob.class)) {
            WorkflowRun run = jenkins.waitForCompletion(job.getLastBuild());
            int recorded = AllRecords.of(run).size();
            endings.put(
                    job.getName(),
                    new ArrayList<>(
                            List.of(run.getResult().toString(), Integer.toString(recorded), JenkinsRule.getLog(run))));
        }
        return endings;
    }

    @TestFactory
    Stream<DynamicTest> buildsUnderWay() throws Throwable {
        process.startJenkins();
        process.runRemotely(CrashTest::occupy, life.server.url());
        life.occupant.awaitArrival(1);
        process.runRemotely(CrashTest::startOthers);
        life.token.awaitArrival(1);
        life.request.awaitArrival(1);
        troubled.awaitArrival(1);
        many.awaitArrival(20);
        optimised.awaitArrival(1);
        process.runRemotely(CrashTest::awaitSaved);
        Process killed = process.getProcess();
        process.stopJenkinsForcibly();
        killed.waitFor();

        life.heal();
        many.answerNew(Responses.activated());
        optimised.answerNew(Responses.activated());
        troubled.answerNew(
                Responses.json(502, "{\"message\":\"An invalid response was received from the upstream server\"}"));
        process.startJenkins();
        Map<String, ArrayList<String>> endings = process.runRemotely(CrashTest::endings);
        process.stopJenkins();

        Stream<DynamicTest> places = Stream.concat(
                        Stream.of("occupant"), Stream.of(Place.values()).map(Place::name))
                .map(name -> dynamicTest(name + " is asked again", () -> assertAskedAgain(name, endings.get(name))));
        return Stream.concat(
                places,
                Stream.of(
                        dynamicTest("twenty branches all ask again", () -> assertTwenty(endings.get("twenty"))),
                        dynamicTest(
                                "trouble after a crash marks the build unstable",
                                () -> assertTroubled(endings.get("troubled"))),
                        dynamicTest(
                                "build that could not be saved ends all the same",
                                () -> assertEnded(endings.get("optimised")))));
    }

    private static void assertAskedAgain(String name, List<String> ending) {
        String log = ending.get(2);
        assertThat(ending.get(0)).as(log).isEqualTo(Result.SUCCESS.toString());
        assertThat(ending.get(1)).isEqualTo("1");
        assertThat(log)
                .contains("Jenkins was restarted; asking again", "(ACTIVATED, HTTP 200, 1 attempt")
                .doesNotContain("\tat ");
    }

    private void assertTwenty(List<String> ending) {
        String log = ending.get(2);
        assertThat(ending.get(0)).as(log).isEqualTo(Result.SUCCESS.toString());
        assertThat(log.split(AGAIN, -1)).hasSize(21);
        assertThat(log).contains("enabled 20 of 20");
        assertThat(ending.get(1)).isEqualTo("20");
        assertThat(life.server.requests("/MANY" + SimulatedServer.ENABLE_10)).hasSize(40);
    }

    private static void assertTroubled(List<String> ending) {
        assertThat(ending.get(0)).isEqualTo(Result.UNSTABLE.toString());
        assertThat(ending.get(2)).contains("goes on with false UPSTREAM_INVALID_RESPONSE after 3");
    }

    /** Whether it can be resumed is the Pipeline's matter: with this durability it promises nothing. */
    private static void assertEnded(List<String> ending) {
        assertThat(ending.get(0)).isIn(Result.SUCCESS.toString(), Result.FAILURE.toString());
    }
}
