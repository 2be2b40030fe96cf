package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.console.ConsoleLogFilter;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Logged;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.TestExtension;

/** Whatever providers and logs do, every step and build step ends, once, and nobody else is held up. */
class EndsInJenkinsTest extends SharedJenkins {
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static volatile CountDownLatch release;

    /** Credentials whose secret is in another system, which does not respond until it is released. */
    private static class Held extends BaseStandardCredentials implements StandardUsernamePasswordCredentials {
        private static final long serialVersionUID = 1L;

        Held(String id) {
            super(CredentialsScope.GLOBAL, id, null);
        }

        @Override
        public String getUsername() {
            return Controller.CLIENT_ID;
        }

        @Override
        public Secret getPassword() {
            ASKED.incrementAndGet();
            awaitRelease();
            return Secret.fromString(Controller.SECRET);
        }
    }

    /** Credentials whose provider breaks in an unusual way. */
    private static final class Broken extends Held {
        private static final long serialVersionUID = 1L;

        Broken() {
            super("broken");
        }

        @Override
        public Secret getPassword() {
            throw new CancellationException("hidden");
        }
    }

    /** As the read of a socket, which no interrupt reaches. */
    private static void awaitRelease() {
        CountDownLatch latch = release;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException ignored) {
                // That is what it is about.
            }
        }
    }

    /** Logs of jobs called so hang, or throw, when the end of a step is written. */
    @TestExtension
    public static final class TroubledLogs extends ConsoleLogFilter {
        @Override
        public OutputStream decorateLogger(Run build, OutputStream logger) throws IOException {
            String job = build == null ? "" : build.getParent().getName();
            return job.startsWith("hangs") || job.startsWith("throws") ? new TroubledLog(logger, job) : logger;
        }
    }

    private static final class TroubledLog extends FilterOutputStream {
        private final String job;

        TroubledLog(OutputStream log, String job) {
            super(log);
            this.job = job;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (new String(bytes, offset, length, StandardCharsets.UTF_8).contains("(ACTIVATED")) {
                ASKED.incrementAndGet();
                if (job.startsWith("throws")) {
                    throw new LinkageError("hidden");
                }
                awaitRelease();
            }
            out.write(bytes, offset, length);
        }
    }

    @BeforeEach
    void hold() {
        release = new CountDownLatch(1);
        ASKED.set(0);
        List.of(new Held("slow"), new Held("hangs"), new Held("hangs-too"), new Broken())
                .forEach(SystemCredentialsProvider.getInstance().getCredentials()::add);
    }

    @AfterEach
    void release() {
        release.countDown();
        SystemCredentialsProvider.getInstance().getCredentials().removeIf(Held.class::isInstance);
    }

    private static void awaitAsked(int times) throws InterruptedException {
        for (int i = 0; ASKED.get() < times; i++) {
            assertThat(i).as("asked " + ASKED).isLessThan(6000);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static String step(String credentialsId) {
        return "mysafeEnablePassword id: 10, credentialsId: '" + credentialsId + "'";
    }

    private static WorkflowRun start(String script) throws Exception {
        return Controller.pipeline(jenkins, script).scheduleBuild2(0).waitForStart();
    }

    private static List<OperationRecord> records(Run<?, ?> run) {
        return AllRecords.of(run);
    }

    @Test
    void fiveHundredAndTwelveBranchesBehindASlowProviderAllSucceed() throws Exception {
        WorkflowRun run =
                new BuildWatch(jenkins, 512).job(step("slow")).scheduleBuild2(0).waitForStart();
        awaitAsked(1);
        release.countDown();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(records(run)).hasSize(512).allMatch(OperationRecord::active);
    }

    @Test
    void twoCredentialsThatHangHoldUpOnlyWhoNeedsThem() throws Exception {
        List<WorkflowRun> hanging = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            hanging.add(start(step(i % 2 == 0 ? "hangs" : "hangs-too")));
        }
        awaitAsked(4);
        for (int i = 0; i < 4; i++) {
            run(Result.SUCCESS, "mysafeEnablePassword 10");
        }
        for (WorkflowRun run : hanging) {
            run.getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        }
    }

    @Test
    void providerThatThrowsACancellationEndsTheStepAndIsLoggedOnce() throws Exception {
        try (Logged logged = new Logged()) {
            WorkflowRun run = run(Result.UNSTABLE, step("broken"));
            assertThat(log(run))
                    .contains("(CREDENTIALS_UNAVAILABLE, ", "java.util.concurrent.CancellationException")
                    .doesNotContain("hidden");
            assertThat(logged.texts())
                    .filteredOn(text -> text.contains("CancellationException"))
                    .singleElement()
                    .asString()
                    .doesNotContain("hidden");
        }
    }

    @Test
    void twelveLogsThatCannotBeWrittenHoldUpNeitherJenkinsTimerNorOthers() throws Exception {
        jenkins.jenkins.setNumExecutors(14);
        List<FreeStyleBuild> builds = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            var job = jenkins.createFreeStyleProject("hangs" + i);
            job.getBuildersList().add(new EnablePasswordBuilder("10"));
            builds.add(job.scheduleBuild2(0).waitForStart());
        }
        awaitAsked(12);
        CountDownLatch ticks = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            Timer.get().execute(ticks::countDown);
        }
        assertThat(ticks.await(20, TimeUnit.SECONDS)).isTrue();
        run(Result.SUCCESS, "mysafeEnablePassword 10; sleep 1; timeout(1) { mysafeEnablePassword 10 }");
        release.countDown();
        for (FreeStyleBuild build : builds) {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        }
    }

    @Test
    void logThatThrowsIsARecordInJenkinsLogAndTheBuildStepEnds() throws Exception {
        var job = jenkins.createFreeStyleProject("throws");
        job.getBuildersList().add(new EnablePasswordBuilder("10"));
        try (Logged logged = new Logged()) {
            FreeStyleBuild build = run(Result.SUCCESS, job);
            assertThat(ASKED).hasValue(1);
            assertThat(records(build)).hasSize(1);
            assertThat(logged.texts()).singleElement().asString().contains("could not be written", "LinkageError");
        }
    }

    @Test
    void stopAfterTheRequestWasSentLeavesOneLineAndARecord() throws Exception {
        HeldResponse held = new HeldResponse();
        server.response(SimulatedServer.ENABLE_10, held);
        WorkflowRun pipeline = start("mysafeEnablePassword 10");
        FreeStyleBuild freestyle =
                freestyle(new EnablePasswordBuilder("10")).scheduleBuild2(0).waitForStart();
        held.awaitArrival(2);
        for (Run<?, ?> run : List.of(pipeline, freestyle)) {
            run.getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(log(run).lines().filter(line -> line.contains("(ABORTED, ")))
                    .singleElement()
                    .asString()
                    .contains("password 10");
            assertThat(records(run)).extracting(OperationRecord::outcome).containsExactly("ABORTED");
        }
    }
}
