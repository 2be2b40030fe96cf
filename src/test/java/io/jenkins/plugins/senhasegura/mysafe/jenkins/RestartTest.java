package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.jenkins.LifeServer.Place;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DisableResumeJobProperty;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/**
 * Jenkins is stopped while builds are wherever a call can be, and started again. All of them in the same three sessions,
 * since starting Jenkins takes longer than everything else; then each build's story is checked by itself.
 */
class RestartTest {
    private static final String AGAIN = "Jenkins was restarted; asking again to enable password ";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final LifeServer life = new LifeServer();
    private final HeldResponse failing = life.hold("FAILING");
    private final HeldResponse troubled = life.hold("TROUBLED");
    private final HeldResponse retried = life.hold("RETRIED");
    private final HeldResponse removed = life.hold("REMOVED");
    private final HeldResponse many = life.hold("MANY");
    private final HeldResponse other = life.hold("OTHER");
    private final HeldResponse twice = life.hold("TWICE");
    private final HeldResponse stopped = life.hold("STOPPED");
    private final Map<String, Story> stories = new HashMap<>();
    private Duration shutdown;
    private List<String> threadsLeft;

    /** What became of a build. */
    private record Story(Result result, String log, List<OperationRecord> records) {
        static Story of(Run<?, ?> run) throws Exception {
            return new Story(run.getResult(), JenkinsRule.getLog(run), AllRecords.of(run));
        }

        int timesAskedAgain() {
            return log.split(AGAIN, -1).length - 1;
        }
    }

    /** See {@link LifeProvider}. */
    @TestExtension
    public static final class Afar extends LifeProvider {}

    @AfterEach
    void stop() {
        LifeProvider.release();
        life.close();
    }

    private static WorkflowRun start(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun build(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getLastBuild();
    }

    private void story(JenkinsRule jenkins, String name) throws Exception {
        stories.put(name, Story.of(jenkins.waitForCompletion(build(jenkins, name))));
    }

    private void start(JenkinsRule jenkins) throws Exception {
        life.configure();
        start(jenkins, "occupant", LifeServer.occupantStep());
        life.occupant.awaitArrival(1);
        for (Place place : Place.values()) {
            life.awaitReached(jenkins, place, start(jenkins, place.name(), LifeServer.step(place)));
        }
        start(jenkins, "twenty", """
                def branches = [:]
                for (int i = 0; i < 20; i++) { branches["b${i}"] = { mysafeEnablePassword id: 10, server: 'MANY' } }
                def results = parallel branches
                echo "enabled ${results.values().count { it.active }} of ${results.size()}"
                """);
        many.awaitArrival(20);
        start(jenkins, "failing", LifeServer.step("FAILING"));
        start(jenkins, "caught", """
                try { mysafeEnablePassword id: 10, server: 'FAILING' } catch (e) { echo "caught ${e.outcome} ${e.errorCode}" }
                """);
        start(jenkins, "troubled", """
                def result = mysafeEnablePassword id: 10, server: 'TROUBLED'
                echo "goes on with ${result.active} ${result.outcome} after ${result.attempts}"
                """);
        start(jenkins, "retried", "retry(2) { " + LifeServer.step("RETRIED") + " }");
        start(jenkins, "removed", LifeServer.step("REMOVED"));
        start(jenkins, "twice", LifeServer.step("TWICE"));
        start(jenkins, "stopped", LifeServer.step("STOPPED"));
        start(jenkins, "declarative", """
                pipeline {
                    agent none
                    options { timeout(time: 10, unit: 'MINUTES') }
                    stages { stage('enable') { steps { catchError { mysafeEnablePassword id: 10, server: 'OTHER' } } } }
                    post { success { echo 'afterwards' } }
                }
                """);
        WorkflowJob optimised = jenkins.createProject(WorkflowJob.class, "optimised");
        optimised.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        optimised.setDefinition(new CpsFlowDefinition(LifeServer.step("OTHER"), true));
        optimised.scheduleBuild2(0).waitForStart();
        WorkflowJob unresumable = jenkins.createProject(WorkflowJob.class, "unresumable");
        unresumable.addProperty(new DisableResumeJobProperty());
        unresumable.setDefinition(new CpsFlowDefinition(LifeServer.step("OTHER"), true));
        unresumable.scheduleBuild2(0).waitForStart();
        FreeStyleProject freestyle = jenkins.createFreeStyleProject("freestyle");
        EnablePasswordBuilder builder = new EnablePasswordBuilder("10");
        builder.setServer("OTHER");
        freestyle.getBuildersList().add(builder);
        freestyle.scheduleBuild2(0).waitForStart();
        failing.awaitArrival(2);
        troubled.awaitArrival(1);
        retried.awaitArrival(1);
        removed.awaitArrival(1);
        twice.awaitArrival(1);
        stopped.awaitArrival(1);
        other.awaitArrival(4);
        LifeProvider.hold();
        start(jenkins, "look-up", "mysafeEnablePassword id: 10, server: 'READY', credentialsId: 'from-afar'");
        assertThat(LifeProvider.entered().await(30, TimeUnit.SECONDS)).isTrue();
        List<MySafeServer> rest = MySafeConfiguration.get().getServers().stream()
                .filter(server -> !server.getName().equals("REMOVED"))
                .toList();
        Controller.servers(rest.toArray(new MySafeServer[0]));
    }

    private void awaitConnectionsClosed() {
        life.token.awaitDeparture(1);
        life.request.awaitDeparture(1);
        life.occupant.awaitDeparture(1);
        many.awaitDeparture(20);
        failing.awaitDeparture(2);
        other.awaitDeparture(4);
    }

    private static List<String> threadsOfOurs() throws InterruptedException {
        List<Thread> all = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mysafe-"))
                .toList();
        for (Thread thread : all) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }
        return all.stream().filter(Thread::isAlive).map(Thread::getName).toList();
    }

    private void answerFromNowOn() {
        life.heal();
        failing.answerNew(Responses.passwordNotFound());
        troubled.answerNew(Responses.json(500, "{\"message\":\"Unexpected error.\"}"));
        List<SimulatedServer.Answer> inTurn =
                new CopyOnWriteArrayList<>(List.of(Responses.passwordNotFound(), Responses.activated()));
        retried.answerNew(
                (request, socket) -> (inTurn.size() > 1 ? inTurn.remove(0) : inTurn.get(0)).write(request, socket));
        many.answerNew(Responses.activated());
        other.answerNew(Responses.activated());
        removed.answerNew(Responses.activated());
        LifeProvider.release();
    }

    private void resume(JenkinsRule jenkins) throws Exception {
        stopped.awaitArrival(1);
        build(jenkins, "stopped").getExecution().interrupt(Result.ABORTED);
        story(jenkins, "stopped");
        stopped.awaitDeparture(1);
        for (Place place : Place.values()) {
            story(jenkins, place.name());
        }
        for (String name : List.of("occupant", "look-up", "twenty", "failing", "caught", "troubled", "retried")) {
            story(jenkins, name);
        }
        for (String name : List.of("removed", "declarative", "optimised", "unresumable")) {
            story(jenkins, name);
        }
        FreeStyleBuild freestyle = jenkins.jenkins
                .getItemByFullName("freestyle", FreeStyleProject.class)
                .getLastBuild();
        // A Jenkins that stops does not wait for a build of this kind to be written down.
        if (freestyle != null) {
            stories.put("freestyle", Story.of(freestyle));
        }
        twice.awaitArrival(1);
    }

    @TestFactory
    Stream<DynamicTest> buildsUnderWay() throws Throwable {
        long[] end = new long[1];
        sessions.then(jenkins -> {
            start(jenkins);
            end[0] = System.nanoTime();
        });
        shutdown = Duration.ofNanos(System.nanoTime() - end[0]);
        awaitConnectionsClosed();
        threadsLeft = threadsOfOurs();
        answerFromNowOn();
        sessions.then(this::resume);
        twice.answerNew(Responses.activated());
        sessions.then(jenkins -> story(jenkins, "twice"));

        return Stream.of(
                dynamicTest("shutdown ends every connection and thread of ours", this::assertShutDown),
                askedAgain(Place.TOKEN.name()),
                askedAgain(Place.REQUEST.name()),
                askedAgain(Place.BACK_OFF.name()),
                askedAgain(Place.LINE.name()),
                askedAgain("occupant"),
                askedAgain("look-up"),
                askedAgain("declarative"),
                askedAgain("optimised"),
                dynamicTest("twenty branches all ask again", this::assertTwenty),
                dynamicTest("attempts begin anew", this::assertAttemptsBeginAnew),
                dynamicTest("failure after a restart fails the build", this::assertFailing),
                dynamicTest("failure after a restart can be caught", this::assertCaught),
                dynamicTest("failure after a restart can be retried", this::assertRetried),
                dynamicTest("trouble after a restart marks the build unstable", this::assertTroubled),
                dynamicTest("server removed meanwhile is a configuration error", this::assertRemoved),
                dynamicTest("resumed build is stopped at once", this::assertStopped),
                dynamicTest("build that must not be resumed is not asked for again", this::assertUnresumable),
                dynamicTest("freestyle build ends with Jenkins", this::assertFreestyle),
                dynamicTest("second restart asks once more", this::assertTwice),
                dynamicTest("each password is recorded once", this::assertRecordedOnce));
    }

    private DynamicTest askedAgain(String name) {
        return dynamicTest(name + " is asked again", () -> {
            Story story = stories.get(name);
            assertThat(story.result()).as(story.log()).isEqualTo(Result.SUCCESS);
            assertThat(story.timesAskedAgain()).as(story.log()).isEqualTo(1);
            assertThat(story.log()).contains("(ACTIVATED, HTTP 200, 1 attempt").doesNotContain("\tat ");
        });
    }

    private void assertShutDown() {
        assertThat(threadsLeft).isEmpty();
        // Far less than any limit of a call; most of it is Jenkins itself.
        assertThat(shutdown).isLessThan(Duration.ofSeconds(25));
    }

    private void assertTwenty() {
        Story story = stories.get("twenty");
        assertThat(story.result()).as(story.log()).isEqualTo(Result.SUCCESS);
        assertThat(story.timesAskedAgain()).isEqualTo(20);
        assertThat(story.log()).contains("enabled 20 of 20");
        assertThat(story.records()).hasSize(20);
        assertThat(life.server.requests("/MANY" + SimulatedServer.ENABLE_10)).hasSize(40);
    }

    /** The one in its back-off had used up one of three attempts. */
    private void assertAttemptsBeginAnew() {
        OperationRecord password = stories.get(Place.BACK_OFF.name()).records().get(0);
        assertThat(password.attempts()).isEqualTo(1);
        assertThat(password.durationMillis()).isLessThan(30_000);
    }

    private void assertFailing() {
        Story story = stories.get("failing");
        assertThat(story.result()).isEqualTo(Result.FAILURE);
        assertThat(story.log())
                .contains(AGAIN, "ERROR: Password 10 was not enabled: PASSWORD_NOT_FOUND")
                .doesNotContain("\tat ");
    }

    private void assertCaught() {
        Story story = stories.get("caught");
        assertThat(story.result()).as(story.log()).isEqualTo(Result.SUCCESS);
        assertThat(story.log()).contains("caught PASSWORD_NOT_FOUND 1005");
    }

    private void assertRetried() {
        Story story = stories.get("retried");
        assertThat(story.result()).as(story.log()).isEqualTo(Result.SUCCESS);
        assertThat(story.records())
                .extracting(OperationRecord::outcome)
                .containsExactly("PASSWORD_NOT_FOUND", "ACTIVATED");
    }

    private void assertTroubled() {
        Story story = stories.get("troubled");
        assertThat(story.result()).isEqualTo(Result.UNSTABLE);
        assertThat(story.log()).contains("goes on with false SERVER_ERROR after 3");
    }

    private void assertRemoved() {
        Story story = stories.get("removed");
        assertThat(story.result()).isEqualTo(Result.FAILURE);
        assertThat(story.log()).contains("CONFIGURATION", "server: \"REMOVED\" is not configured");
        assertThat(life.server.requests("/REMOVED" + SimulatedServer.ENABLE_10)).hasSize(1);
    }

    private void assertStopped() {
        Story story = stories.get("stopped");
        assertThat(story.result()).isEqualTo(Result.ABORTED);
        assertThat(story.timesAskedAgain()).isEqualTo(1);
        assertThat(story.log()).doesNotContain("not activated");
    }

    private void assertUnresumable() {
        Story story = stories.get("unresumable");
        assertThat(story.result()).isNotEqualTo(Result.SUCCESS);
        assertThat(story.timesAskedAgain()).isZero();
        // Those of declarative and optimised twice, those of unresumable and freestyle once.
        assertThat(life.server.requests("/OTHER" + SimulatedServer.ENABLE_10)).hasSize(6);
    }

    private void assertFreestyle() {
        Story story = stories.get("freestyle");
        if (story == null) {
            return;
        }
        assertThat(story.result()).as(story.log()).isEqualTo(Result.ABORTED);
        assertThat(story.log()).contains("since Jenkins is stopping").doesNotContain("activated (", "\tat ");
    }

    private void assertTwice() {
        Story story = stories.get("twice");
        assertThat(story.result()).as(story.log()).isEqualTo(Result.SUCCESS);
        assertThat(story.timesAskedAgain()).isEqualTo(2);
        assertThat(life.server.requests("/TWICE" + SimulatedServer.ENABLE_10)).hasSize(3);
    }

    private void assertRecordedOnce() {
        for (String name : List.of("TOKEN", "REQUEST", "BACK_OFF", "LINE", "look-up", "twice", "optimised")) {
            assertThat(stories.get(name).records()).as(name).hasSize(1);
        }
        // Only one whose request had been sent when it was stopped, and whose end is therefore not known.
        assertThat(stories.get("stopped").records())
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(record -> assertThat(record.outcome()).isEqualTo("ABORTED"));
    }
}
