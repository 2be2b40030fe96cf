package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.ExtensionList;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordException;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordResult;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.ClientAccess;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeMonitor;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.TestExtension;

/** On which threads a call runs, and what changes of the settings make of one that is under way. */
class LifeInJenkinsTest extends SharedJenkins {
    private static final String STEP = "mysafeEnablePassword 10";

    /** See {@link LifeProvider}. */
    @TestExtension
    public static final class Afar extends LifeProvider {}

    @AfterEach
    void release() {
        LifeProvider.release();
    }

    /** What a step is told to end with, and by which threads it wrote and ended. */
    private static final class Recorder extends StepContext {
        private static final long serialVersionUID = 1L;

        private final transient WorkflowRun run;
        private final transient CompletableFuture<Object> end = new CompletableFuture<>();
        private final transient Set<String> threads = ConcurrentHashMap.newKeySet();

        Recorder(WorkflowRun run) {
            this.run = run;
        }

        @Override
        public <T> T get(Class<T> key) {
            if (key == TaskListener.class) {
                return key.cast(new StreamTaskListener(
                        new OutputStream() {
                            @Override
                            public void write(int written) {
                                threads.add(Thread.currentThread().getName());
                            }
                        },
                        StandardCharsets.UTF_8));
            }
            if (key == FlowNode.class) {
                return key.cast(run.getExecution().getCurrentHeads().get(0));
            }
            return key == Run.class ? key.cast(run) : null;
        }

        @Override
        public void onSuccess(Object result) {
            threads.add(Thread.currentThread().getName());
            end.complete(result);
        }

        @Override
        public void onFailure(Throwable failure) {
            threads.add(Thread.currentThread().getName());
            end.complete(failure);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public ListenableFuture<Void> saveState() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setResult(Result result) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private record Ending(String outcome, SimulatedServer.Answer token, SimulatedServer.Answer response) {
        @Override
        public String toString() {
            return outcome;
        }
    }

    static Stream<Ending> endings() {
        SimulatedServer.Answer token = Responses.token("t");
        SimulatedServer.Answer good = Responses.activated();
        return Stream.of(
                new Ending("ACTIVATED", token, good),
                new Ending(
                        "PASSWORD_NOT_FOUND",
                        token,
                        Responses.json(
                                200, "{\"response\":{\"error\":true,\"message\":\"1005: Password not found\"}}")),
                new Ending("SERVER_ERROR", token, Responses.json(500, "{}")),
                new Ending("UNREACHABLE", token, Responses.close()),
                new Ending("UNREACHABLE", Responses.reset(), good),
                new Ending("NOT_AUTHENTICATED", Responses.json(401, "{\"error\":\"invalid_client\"}"), good),
                new Ending("UNEXPECTED_RESPONSE", token, Responses.text(200, "text/html", "<html>")));
    }

    /** Whoever is told the end may block: a log on a slow disk, another plugin's listener. */
    @ParameterizedTest
    @MethodSource("endings")
    void logIsWrittenAndStepEndedByNoThreadOfTheClient(Ending ending) throws Exception {
        server.response(SimulatedServer.TOKEN, ending.token()).pending(ending.response());
        WorkflowRun run =
                Controller.pipeline(jenkins, "sleep 600").scheduleBuild2(0).waitForStart();
        // A build that is killed before Pipeline has begun it goes on.
        jenkins.waitForMessage("Sleeping for", run);
        Recorder recorder = new Recorder(run);

        new EnablePasswordStep(10).start(recorder).start();

        Object end = recorder.end.get(30, TimeUnit.SECONDS);
        String outcome = end instanceof EnablePasswordException failure
                ? failure.getOutcome()
                : ((EnablePasswordResult) end).getOutcome();
        assertThat(outcome).isEqualTo(ending.outcome());
        assertThat(recorder.threads).isNotEmpty().allMatch(name -> name.startsWith("mysafe-blocking-"));
        run.doKill();
        jenkins.waitForCompletion(run);
    }

    @Test
    void slowCredentialsProviderDoesNotHoldUpThePipeline() throws Exception {
        LifeProvider.hold();
        WorkflowRun run = startBeside("mysafeEnablePassword id: 10, credentialsId: 'from-afar'");
        assertThat(LifeProvider.entered().await(30, TimeUnit.SECONDS)).isTrue();

        assertPipelineGoesOn(run);
        LifeProvider.release();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void slowNameResolutionDoesNotHoldUpThePipelineNorTheClient() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        PasswordOperations slow = ClientAccess.enabler(host -> {
            if (host.equals("slow.invalid")) {
                asked.countDown();
                try {
                    answered.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        PasswordOperations real = StopInJenkinsTest.exchangeEnabler(slow);
        try {
            Controller.servers(
                    Controller.server("slow", server.url("slow.invalid")), Controller.server("quick", server.url()));
            WorkflowRun run = startBeside("mysafeEnablePassword id: 10, server: 'slow'");
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

            assertPipelineGoesOn(run);
            run(Result.SUCCESS, "mysafeEnablePassword id: 10, server: 'quick'");
            answered.countDown();

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        } finally {
            answered.countDown();
            StopInJenkinsTest.exchangeEnabler(real);
            slow.close();
        }
    }

    private static WorkflowRun startBeside(String step) throws Exception {
        return Controller.pipeline(jenkins, "parallel slow: { " + step + " }, other: { echo 'goes on meanwhile' }")
                .scheduleBuild2(0)
                .waitForStart();
    }

    private static void assertPipelineGoesOn(WorkflowRun run) throws Exception {
        jenkins.waitForMessage("goes on meanwhile", run);
        // The thread that runs the script is free again.
        ((CpsFlowExecution) run.getExecution()).waitForSuspension();
        assertThat(run.isBuilding()).isTrue();
    }

    @Test
    void callUnderWayIsNotDisturbedByChangedSettings() throws Exception {
        HeldResponse held = new HeldResponse();
        server.pending(held);
        WorkflowRun run = Controller.pipeline(jenkins, STEP).scheduleBuild2(0).waitForStart();
        held.awaitArrival(1);

        Controller.servers();
        held.answerAll(Responses.activated());

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(AllRecords.of(run))
                .singleElement()
                .satisfies(password -> assertThat(password.server()).isEqualTo("main"));
    }

    /** Which takes longer than the whole of an activation, and happens at every step. */
    @Test
    void stepDoesNotWaitUntilJenkinsHasWrittenItsBuild() throws Exception {
        HeldResponse first = new HeldResponse();
        HeldResponse second = new HeldResponse();
        server.pending(first, second);
        WorkflowRun run = Controller.pipeline(jenkins, STEP + '\n' + STEP)
                .scheduleBuild2(0)
                .waitForStart();
        first.awaitArrival(1);
        ((CpsFlowExecution) run.getExecution()).waitForSuspension();

        // As Jenkins does while it writes.
        synchronized (run) {
            first.answerAll(Responses.activated());
            second.awaitArrival(1);
        }

        second.answerAll(Responses.activated());
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(AllRecords.of(run)).hasSize(2);
    }

    @Test
    void changedNumberOfConnectionsCountsAtOnce() throws Exception {
        HeldResponse held = new HeldResponse();
        server.pending(held);
        MySafeServer settings = Controller.server("narrow-then-wide", server.url());
        settings.setConnections("1");
        Controller.servers(settings);
        WorkflowRun first = Controller.pipeline(jenkins, STEP).scheduleBuild2(0).waitForStart();
        held.awaitArrival(1);

        settings.setConnections("2");
        WorkflowRun second =
                Controller.pipeline(jenkins, STEP).scheduleBuild2(0).waitForStart();

        held.awaitArrival(1);
        held.answerAll(Responses.activated());
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
    }

    private static void configureAsCode(Path folder, String yaml) throws IOException {
        Path file = folder.resolve("mysafe.yaml");
        Files.writeString(file, yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {STEP, "mysafeEnablePassword id: 10, server: 'main'"})
    void twoServersOfOneNameAreAConfigurationErrorAndAWarning(String step, @TempDir Path folder) throws Exception {
        MySafeMonitor monitor = ExtensionList.lookupSingleton(MySafeMonitor.class);
        configureAsCode(folder, """
                unclassified:
                  mysafe:
                    servers:
                      - name: "main"
                        url: "https://one.invalid/"
                        credentialsId: "mysafe-api"
                      - name: "main"
                        url: "https://two.invalid/"
                        credentialsId: "mysafe-api"
                """);
        assertThat(MySafeConfiguration.get().getServers()).hasSize(2);

        assertThat(log(run(Result.FAILURE, step)))
                .contains("(CONFIGURATION, ", "server: \"main\" is configured more than once.");
        assertThat(monitor.isActivated()).isTrue();

        configureAsCode(folder, """
                unclassified:
                  mysafe:
                    servers:
                      - name: "main"
                        url: "%s"
                        credentialsId: "mysafe-api"
                      - name: "other"
                        url: "https://two.invalid/"
                        credentialsId: "mysafe-api"
                """.formatted(server.url()));
        run(Result.SUCCESS, step);
    }

    /** Certificates are read when a pool is made, which may take long and is not for the I/O thread. */
    @Test
    void firstTlsConnectionOfManyBranchesAtOnceIsMadeForAll() throws Exception {
        Certificates.Issued authority = Certificates.authority("Own CA");
        try (SimulatedServer secure = SimulatedServer.https(
                        authority.issue("localhost", "localhost").serverContext(), false)
                .pending(Responses.activated())) {
            MySafeServer settings = Controller.server("secure", secure.url());
            settings.setTrustedCertificates(authority.pem());
            Controller.servers(settings);

            run(Result.SUCCESS, """
                    def branches = [:]
                    for (int i = 0; i < 30; i++) { branches["b${i}"] = { mysafeEnablePassword 10 } }
                    parallel branches
                    """);

            assertThat(secure.requests(SimulatedServer.ENABLE_10)).hasSize(30);
            assertThat(secure.requests(SimulatedServer.TOKEN)).hasSize(1);
        }
    }

    @Test
    void clientHasFewThreadsAtMost() throws Exception {
        run(Result.SUCCESS, STEP);

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .filteredOn(name -> name.startsWith("mysafe-"))
                .hasSizeBetween(1, 4 + 16 + 16);
    }
}
