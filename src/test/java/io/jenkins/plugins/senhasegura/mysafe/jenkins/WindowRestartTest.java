package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.step.WithPasswordExecution;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is stopped while windows are opening, open and closing, and started again. */
class WindowRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final SimulatedServer server = SimulatedServer.http();
    private final TrueState state = new TrueState(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private static WorkflowRun start(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun completed(JenkinsRule jenkins, String name) throws Exception {
        WorkflowRun run =
                jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getLastBuild();
        TwentyWindows.letGoOn(run);
        return jenkins.waitForCompletion(run);
    }

    @Test
    void windowGoesOnInItsPhase() throws Throwable {
        HeldResponse opening = new HeldResponse();
        HeldResponse closing = new HeldResponse();
        sessions.then(jenkins -> {
            Controller.configure(server);
            server.response(TrueState.path(true, 10), opening);
            server.response(TrueState.path(false, 12), closing);
            start(jenkins, "opening", "withMysafePassword(id: 10) { echo 'inside' }");
            opening.awaitArrival(1);
            WorkflowRun open = start(jenkins, "open", "withMysafePassword(id: 11) { input 'waits' }");
            jenkins.waitForMessage("waits", open);
            start(jenkins, "closing", "def v = withMysafePassword(id: 12) { 'of the block' }\necho \"returned ${v}\"");
            closing.awaitArrival(1);
        });
        opening.answerNew(state.response(true, 10));
        closing.answerNew(state.response(false, 12));
        sessions.then(jenkins -> {
            for (String name : new String[] {"opening", "open", "closing"}) {
                WorkflowRun run = jenkins.assertBuildStatus(Result.SUCCESS, completed(jenkins, name));
                assertThat(JenkinsRule.getLog(run)).as(name).contains("Jenkins was restarted");
            }
            assertThat(JenkinsRule.getLog(completed(jenkins, "closing"))).contains("returned of the block");
            // Held on to, and not asked for again.
            assertThat(server.requests(TrueState.path(true, 11))).hasSize(1);
        });
        assertThat(state.active()).isEmpty();
    }

    @Test
    void abortOfAClosingThatARestartHasCutShortLeavesItToTheKeeper() throws Throwable {
        HeldResponse closing = new HeldResponse();
        HeldResponse again = new HeldResponse();
        server.response(TrueState.path(false, 11), closing, again);
        sessions.then(jenkins -> {
            Controller.configure(server);
            start(jenkins, "closing", "withMysafePassword(id: 11) { echo 'inside' }");
            closing.awaitArrival(1);
        });
        sessions.then(jenkins -> {
            // Of the keeper or of the window, whichever comes first.
            again.awaitArrival(1);
            WorkflowRun run = jenkins.jenkins
                    .getItemByFullName("closing", WorkflowJob.class)
                    .getLastBuild();
            jenkins.waitForMessage("closing the window again", run);
            // Before that Pipeline kills what it is told to stop.
            jenkins.waitForMessage("Ready to run", run);
            long before = System.nanoTime();
            run.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            // Long before the time is over that a closing has.
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
            assertThat(JenkinsRule.getLog(run)).contains("**still active**");
            again.answerAll(state.response(false, 11));
            FaultRig.await("it is closed", () -> state.active().isEmpty());
        });
    }

    /** When a window was opened is kept with its step: its lease is gone when it has lasted for too long. */
    @Test
    void windowThatLastedForTooLongIsNotOpenedAgain() throws Throwable {
        sessions.then(jenkins -> {
            Controller.configure(server);
            WorkflowRun open = start(jenkins, "open", "withMysafePassword(id: 11) { input 'waits' }");
            jenkins.waitForMessage("waits", open);
            StepExecution step = open.getExecution().getCurrentExecutions(false).get().stream()
                    .filter(WithPasswordExecution.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            Field since = WithPasswordExecution.class.getDeclaredField("since");
            since.setAccessible(true);
            assertThat(Instant.ofEpochMilli(since.getLong(step)))
                    .isAfter(Instant.ofEpochMilli(open.getStartTimeInMillis()));
            since.setLong(step, Instant.now().minus(Duration.ofDays(2)).toEpochMilli());
        });
        Files.delete(sessions.getHome().toPath().resolve("mysafe-leases/leases.jsonl"));
        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("open", WorkflowJob.class).getLastBuild();
            jenkins.waitForMessage("was open for longer than its server allows", run);
            jenkins.assertBuildStatus(Result.SUCCESS, completed(jenkins, "open"));
            assertThat(JenkinsRule.getLog(run)).contains("the window on password 11 was closed before");
        });
        assertThat(server.requests(TrueState.path(true, 11))).hasSize(1);
        assertThat(server.requests(TrueState.path(false, 11))).isEmpty();
    }

    /** Whatever was wrong with the file: by the end of the block somebody has mended it. */
    @Test
    void windowIsClosedWhoseLeasesCouldNotBeReadWhenItWasTakenUp() throws Throwable {
        sessions.then(jenkins -> {
            Controller.configure(server);
            WorkflowRun open = start(jenkins, "open", "withMysafePassword(id: 11) { input 'waits' }");
            jenkins.waitForMessage("waits", open);
        });
        Path leases = sessions.getHome().toPath().resolve("mysafe-leases/leases.jsonl");
        Path kept = leases.resolveSibling("kept");
        Files.move(leases, kept);
        Files.createDirectory(leases);
        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("open", WorkflowJob.class).getLastBuild();
            jenkins.waitForMessage("the file of leases cannot be written or read", run);
            Files.delete(leases);
            Files.move(kept, leases);
            jenkins.assertBuildStatus(Result.SUCCESS, completed(jenkins, "open"));
            assertThat(JenkinsRule.getLog(run)).contains("the password is disabled");
        });
        assertThat(state.active()).isEmpty();
    }

    @Test
    void twentyWindowsInEachPhaseGoOnAfterARestart() throws Throwable {
        try (TwentyWindows windows = new TwentyWindows()) {
            sessions.then(jenkins -> {
                TwentyWindows.start(jenkins, windows.server.url());
                windows.await();
            });
            windows.heal();
            sessions.then(jenkins -> windows.assertNothingLostAndNothingLeftOpen(TwentyWindows.endings(jenkins)));
        }
    }

    /** One whose folder went while Jenkins was down, and one that is deleted while it runs on. */
    @Test
    void windowOfABuildThatIsGoneIsClosedAfterTheStart() throws Throwable {
        HeldResponse ofGone = new HeldResponse();
        HeldResponse ofDeleted = new HeldResponse();
        server.response(TrueState.path(false, 11), ofGone);
        server.response(TrueState.path(false, 12), ofDeleted);
        sessions.then(jenkins -> {
            Controller.configure(server);
            jenkins.waitForMessage("waits", start(jenkins, "gone", "withMysafePassword(id: 11) { input 'waits' }"));
            jenkins.waitForMessage("waits", start(jenkins, "deleted", "withMysafePassword(id: 12) { input 'waits' }"));
            assertThat(state.active()).containsExactlyInAnyOrder(11, 12);
        });
        FileUtils.deleteDirectory(
                sessions.getHome().toPath().resolve("jobs/gone").toFile());
        sessions.then(jenkins -> {
            ofGone.awaitArrival(1);
            ofGone.answerAll(state.response(false, 11));
            WorkflowJob deleted = jenkins.jenkins.getItemByFullName("deleted", WorkflowJob.class);
            awaitThatAnInterruptArrives(jenkins, deleted.getLastBuild());
            // Deleting waits for the build, which waits for its window.
            FutureTask<Void> deletion = new FutureTask<>(() -> {
                deleted.delete();
                return null;
            });
            new Thread(deletion, "deletes the job").start();
            ofDeleted.awaitArrival(1);
            ofDeleted.answerAll(state.response(false, 12));
            deletion.get();
            assertThat(jenkins.jenkins.getItemByFullName("deleted")).isNull();
            FaultRig.await("both are closed", () -> state.active().isEmpty());
        });
    }

    /** Whoever deletes a job interrupts its builds once, and one that Pipeline has not taken up yet does not notice. */
    private static void awaitThatAnInterruptArrives(JenkinsRule jenkins, WorkflowRun run) throws Exception {
        jenkins.waitForMessage("Ready to run", run);
        FaultRig.await(
                "Pipeline runs it",
                () -> run.getExecutor() != null && run.getExecutor().getAsynchronousExecution() != null);
    }
}
