package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.build.SharedOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.ClientAccess;
import io.jenkins.plugins.senhasegura.mysafe.jenkins.LifeServer.Place;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.TestExtension;

/** Abort and time-out end a build at once, wherever its call is, and the server sees that. */
class StopInJenkinsTest extends SharedJenkins {
    /** Far less than any limit of a call, and enough for a busy machine; usually it takes some milliseconds. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private LifeServer life;
    private WorkflowRun occupant;

    /** See {@link LifeProvider}. */
    @TestExtension
    public static final class Afar extends LifeProvider {}

    @BeforeEach
    void configureLife() throws Exception {
        life = new LifeServer();
        life.configure();
    }

    @AfterEach
    void endOccupant() throws Exception {
        LifeProvider.release();
        if (occupant != null) {
            occupant.getExecutor().interrupt();
            jenkins.waitForCompletion(occupant);
        }
        life.close();
    }

    private static WorkflowRun start(String script) throws Exception {
        return Controller.pipeline(jenkins, script).scheduleBuild2(0).waitForStart();
    }

    private void occupyLine() throws Exception {
        occupant = start(LifeServer.occupantStep());
        life.occupant.awaitArrival(1);
    }

    private void assertAbortedAtOnce(Run<?, ?> run) throws Exception {
        long before = System.nanoTime();
        run.getExecutor().interrupt();
        jenkins.waitForCompletion(run);
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        jenkins.assertBuildStatus(Result.ABORTED, run);
        assertThat(took).isLessThan(AT_ONCE);
        assertThat(log(run)).doesNotContain("not activated", "\tat ");
    }

    @ParameterizedTest
    @EnumSource
    void abortedPipelineEndsAtOnce(Place place) throws Exception {
        if (place == Place.LINE) {
            occupyLine();
        }
        WorkflowRun run = start(LifeServer.step(place));
        life.awaitReached(jenkins, place, run);
        int requests = life.server.requests().size();

        assertAbortedAtOnce(run);

        life.awaitClosed(place);
        assertThat(life.server.requests()).hasSize(requests);
    }

    @ParameterizedTest
    @EnumSource
    void abortedFreestyleBuildEndsAtOnce(Place place) throws Exception {
        if (place == Place.LINE) {
            occupyLine();
        }
        FreeStyleProject job = freestyle(builder(place.name()));
        FreeStyleBuild run = job.scheduleBuild2(0).waitForStart();
        life.awaitReached(jenkins, place, run);
        int requests = life.server.requests().size();

        assertAbortedAtOnce(run);

        life.awaitClosed(place);
        assertThat(life.server.requests()).hasSize(requests);
    }

    @ParameterizedTest
    @EnumSource(names = {"TOKEN", "REQUEST"})
    void killedPipelineLeavesNoRequestBehind(Place place) throws Exception {
        WorkflowRun run = start(LifeServer.step(place));
        life.awaitReached(jenkins, place, run);

        long before = System.nanoTime();
        run.doKill();
        life.awaitClosed(place);
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        // Otherwise its own time limit would have closed it.
        assertThat(took).isLessThan(AT_ONCE);
    }

    @Test
    void passwordInLineIsNotEnabledForAKilledPipeline() throws Exception {
        occupyLine();
        WorkflowRun killed = start(LifeServer.step(Place.LINE));
        life.awaitReached(jenkins, Place.LINE, killed);
        WorkflowRun next = start(LifeServer.step(Place.LINE));
        jenkins.waitForMessage("waiting for a connection: 1 ahead of this one", next);

        killed.doKill();
        life.occupant.answerAll(Responses.activated());
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(occupant));
        occupant = null;

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(next));
        assertThat(life.server.requests("/LINE" + SimulatedServer.ENABLE_10)).hasSize(1);
    }

    /** How many branches of a Pipeline are stopped one after the other. */
    enum Stop {
        /** The youngest first. */
        ABORT,
        /** The oldest first. */
        FAIL_FAST,
        /** Without Pipeline's help. */
        KILL
    }

    /** Each that gives its connection back would let the next have its turn. */
    @ParameterizedTest
    @EnumSource
    void noneOfManyBranchesHasItsTurnWhileTheOthersAreStopped(Stop stop) throws Exception {
        // Whichever of them comes first has the connection.
        life.server.response("/LINE" + SimulatedServer.ENABLE_10, life.occupant);
        WorkflowRun run = start("""
                def branches = [failFast: true, first: { %s }]
                for (int i = 0; i < 201; i++) { branches["b${i}"] = { %s } }
                parallel branches
                """.formatted(LifeServer.step(Place.REQUEST), LifeServer.step(Place.LINE)));
        life.request.awaitArrival(1);
        life.occupant.awaitArrival(1);
        jenkins.waitForMessage("waiting for a connection: 199 ahead of this one", run);

        switch (stop) {
            case ABORT -> run.getExecutor().interrupt();
            case FAIL_FAST -> life.request.answerAll(Responses.json(400, "{}"));
            case KILL -> run.doKill();
        }
        life.occupant.awaitDeparture(1);
        jenkins.assertBuildStatus(
                stop == Stop.FAIL_FAST ? Result.FAILURE : Result.ABORTED, jenkins.waitForCompletion(run));

        life.occupant.answerAll(Responses.activated());
        run(Result.SUCCESS, LifeServer.step(Place.LINE));
        assertThat(life.server.requests("/LINE" + SimulatedServer.ENABLE_10)).hasSize(2);
    }

    private static EnablePasswordBuilder builder(String server) {
        EnablePasswordBuilder builder = new EnablePasswordBuilder("10");
        builder.setServer(server);
        return builder;
    }

    /** All at the same time, since a time-out has to be waited out. */
    @TestFactory
    Stream<DynamicTest> timeoutEndsTheStepAtOnce() throws Exception {
        run(Result.SUCCESS, LifeServer.step(LifeServer.READY));
        occupyLine();
        Map<Place, WorkflowRun> runs = new EnumMap<>(Place.class);
        for (Place place : Place.values()) {
            runs.put(
                    place,
                    start("timeout(time: 3, unit: 'SECONDS') { " + LifeServer.step(place) + " }; echo 'not reached'"));
        }
        for (Place place : Place.values()) {
            life.awaitReached(jenkins, place, runs.get(place));
        }
        for (Place place : Place.values()) {
            jenkins.waitForCompletion(runs.get(place));
            life.awaitClosed(place);
        }
        return runs.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey().name(), () -> {
                    WorkflowRun run = jenkins.assertBuildStatus(Result.ABORTED, each.getValue());
                    assertThat(Duration.ofMillis(run.getDuration())).isLessThan(AT_ONCE.plusSeconds(3));
                    assertThat(log(run))
                            .contains("Timeout has been exceeded")
                            .doesNotContain("not reached", "not activated");
                }));
    }

    @Test
    void abortWhileCredentialsAreLookedUpInterruptsTheProvider() throws Exception {
        LifeProvider.hold();
        WorkflowRun run = start("mysafeEnablePassword id: 10, server: 'READY', credentialsId: 'from-afar'");
        assertThat(LifeProvider.entered().await(20, TimeUnit.SECONDS)).isTrue();

        assertAbortedAtOnce(run);

        assertThat(LifeProvider.interrupted().await(20, TimeUnit.SECONDS)).isTrue();
        LifeProvider.release();
        run(Result.SUCCESS, "mysafeEnablePassword id: 10, server: 'READY', credentialsId: 'from-afar'");
    }

    @Test
    void abortWhileANameIsResolvedEndsTheBuildAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        PasswordOperations slow = ClientAccess.enabler(host -> {
            asked.countDown();
            try {
                answered.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        PasswordOperations real = exchangeEnabler(slow);
        try {
            WorkflowRun run = start(LifeServer.step(LifeServer.READY));
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

            assertAbortedAtOnce(run);
        } finally {
            answered.countDown();
            exchangeEnabler(real);
            slow.close();
        }
    }

    /** Puts another client into the place of the controller's own. */
    static PasswordOperations exchangeEnabler(PasswordOperations other) throws ReflectiveOperationException {
        SharedOperations shared = ExtensionList.lookupSingleton(SharedOperations.class);
        Field field = SharedOperations.class.getDeclaredField("enabler");
        field.setAccessible(true);
        PasswordOperations before = (PasswordOperations) field.get(shared);
        field.set(shared, other);
        return before;
    }

    private static final String TWENTY = """
            def branches = [:]
            for (int i = 0; i < 20; i++) { branches["b${i}"] = { mysafeEnablePassword id: 10, server: 'REQUEST' } }
            %s
            parallel branches
            """;

    @Test
    void abortEndsTwentyBranchesAtOnce() throws Exception {
        WorkflowRun run = start(TWENTY.formatted(""));
        life.request.awaitArrival(20);

        assertAbortedAtOnce(run);

        life.request.awaitDeparture(20);
    }

    @Test
    void failedBranchStopsTheOthersWhereItIsToldTo() throws Exception {
        WorkflowRun run = start(TWENTY.formatted("branches.failFast = true; branches.bad = {"
                + " mysafeEnablePassword id: 10, server: 'TOKEN'; error 'enough' }"));
        life.request.awaitArrival(20);

        life.token.answerAll(Responses.token("at-last"));

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        life.request.awaitDeparture(20);
    }

    @Test
    void abortedInLineIsNeverSentAndTheOthersGoOn() throws Exception {
        occupyLine();
        WorkflowRun aborted = start(LifeServer.step(Place.LINE));
        life.awaitReached(jenkins, Place.LINE, aborted);
        WorkflowRun next = start(LifeServer.step(Place.LINE));
        jenkins.waitForMessage("waiting for a connection: 1 ahead of this one", next);

        assertAbortedAtOnce(aborted);
        life.occupant.answerAll(Responses.activated());

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(next));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(occupant));
        occupant = null;
        assertThat(life.server.requests("/LINE" + SimulatedServer.ENABLE_10)).hasSize(1);
    }

    @Test
    void abortOfTheOneThatIsServedLetsTheNextOneIn() throws Exception {
        occupyLine();
        WorkflowRun next = start(LifeServer.step(Place.LINE));
        life.awaitReached(jenkins, Place.LINE, next);

        assertAbortedAtOnce(occupant);
        occupant = null;

        life.occupant.awaitDeparture(1);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(next));
    }

    @Test
    void abortDoesNotTakeTheTokenFromOthersWhoWaitForIt() throws Exception {
        WorkflowRun aborted = start(LifeServer.step(Place.TOKEN));
        life.token.awaitArrival(1);
        // Asked for by two branches, so that this build's own request for a token would be noticed.
        WorkflowRun other = start("parallel a: { " + LifeServer.step(Place.TOKEN) + " }, b: { "
                + LifeServer.step(Place.TOKEN) + " }, c: { " + LifeServer.step(Place.REQUEST) + " }");
        life.request.awaitArrival(1);

        assertAbortedAtOnce(aborted);
        life.token.answerAll(Responses.token("shared"));
        life.request.answerAll(Responses.activated());

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(other));
        assertThat(life.server.requests("/held-token")).hasSize(1);
    }

    @Test
    void scriptThatCatchesTheAbortMayAskAgain() throws Exception {
        WorkflowRun run = start("try { " + LifeServer.step(Place.REQUEST) + " } finally { "
                + LifeServer.step(LifeServer.READY) + "; echo 'asked again' }");
        life.request.awaitArrival(1);

        run.getExecutor().interrupt();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(log(run)).contains("activated (ACTIVATED", "asked again");
        assertThat(AllRecords.of(run)).extracting(OperationRecord::outcome).containsExactly("ABORTED", "ACTIVATED");
    }

    @Test
    void abortsLeaveNoConnectionAndNoThreadBehind() throws Exception {
        PasswordOperations own = ClientAccess.enabler(InetAddress::getAllByName);
        PasswordOperations real = exchangeEnabler(own);
        try {
            for (int round = 0; round < 3; round++) {
                WorkflowRun run = start(TWENTY.formatted(""));
                life.request.awaitArrival(20);
                run.getExecutor().interrupt();
                jenkins.waitForCompletion(run);
                life.request.awaitDeparture(20);
            }
            // The token's connection may be kept.
            assertThat(ClientAccess.openConnections(own)).isLessThanOrEqualTo(1);
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .filteredOn(name -> name.startsWith("mysafe-"))
                    // The bounds of both clients: events and HTTP, what may block and names.
                    .hasSizeLessThanOrEqualTo(2 * (4 + 16 + 16));
        } finally {
            exchangeEnabler(real);
            own.close();
        }
    }
}
