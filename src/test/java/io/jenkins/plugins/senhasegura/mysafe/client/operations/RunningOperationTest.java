package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.client.model.CallLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest.Shared;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Logged;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Look-ups that are shared, tried again and given up, ends that always arrive, and what a stop leaves behind. */
class RunningOperationTest {
    private final FaultRig rig = new FaultRig();
    private final SimulatedServer server = SimulatedServer.http().pending(Responses.activated());
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final List<OperationEnd> records = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        release.countDown();
        rig.close();
        server.close();
    }

    private class Log implements CallLog {
        @Override
        public void line(String line) {
            lines.add(line);
        }

        @Override
        public void ended(OperationEnd enabled) {
            records.add(enabled);
        }
    }

    private OperationRequest request(String credentialsId, Callable<ClientCredentials> credentials) {
        return request(credentialsId, "settings", server, credentials);
    }

    private static OperationRequest request(
            String credentialsId, Object settings, SimulatedServer at, Callable<ClientCredentials> credentials) {
        return new OperationRequest(
                Operation.ENABLE,
                "10",
                new Shared("main", credentialsId, "job", settings),
                permitted -> {},
                () -> ErrorMapping.NONE,
                () -> Settings.of(at).build(),
                credentials);
    }

    private PendingOperation start(String credentialsId, Callable<ClientCredentials> credentials) {
        return rig.enabler.start(request(credentialsId, credentials), new Log());
    }

    private static OperationResult end(PendingOperation pending) throws Exception {
        return pending.result().get(20, TimeUnit.SECONDS).operation();
    }

    private ClientCredentials slow() throws InterruptedException {
        asked.incrementAndGet();
        release.await();
        return new ClientCredentials("slow", "client", FaultRig.SECRET);
    }

    private ClientCredentials deaf() {
        asked.incrementAndGet();
        while (true) {
            try {
                release.await();
                return FaultRig.credentials();
            } catch (InterruptedException ignored) {
                // As the read of a socket.
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> ClientCredentials sneakily(Throwable failure) throws T {
        throw (T) failure;
    }

    private void awaitAsked(int times) {
        FaultRig.await("the provider is asked", () -> asked.get() == times);
    }

    @Test
    void branchesOfABuildShareTheLookUpUnderWayAndTheNextStepBeginsAnother() throws Exception {
        BuildOperations build = new BuildOperations();
        List<PendingOperation> all = new ArrayList<>();
        for (int i = 0; i < 512; i++) {
            all.add(rig.enabler.start(request("slow", this::slow), build, new Log()));
        }
        awaitAsked(1);
        PendingOperation otherBuild = rig.enabler.start(request("slow", this::slow), new Log());
        awaitAsked(2);
        release.countDown();
        for (PendingOperation pending : all) {
            assertThat(end(pending).outcome()).isEqualTo(Outcome.ACTIVATED);
        }
        end(otherBuild);
        assertThat(asked).hasValue(2);
        end(rig.enabler.start(request("slow", this::slow), build, new Log()));
        assertThat(asked).as("nothing is kept").hasValue(3);
    }

    @Test
    void whoeverStopsDoesNotTakeTheLookUpFromTheOthers() throws Exception {
        BuildOperations build = new BuildOperations();
        PendingOperation first = rig.enabler.start(request("slow", this::slow), build, new Log());
        awaitAsked(1);
        PendingOperation second = rig.enabler.start(request("slow", this::slow), build, new Log());
        first.abort();
        release.countDown();
        assertThat(end(second).outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(first.result()).isCancelled();
    }

    /** The look-up under way leads to the server of old settings, where those of today may forbid it. */
    @Test
    void whoComesAfterAChangeOfTheSettingsJoinsNoLookUpOfBefore() throws Exception {
        BuildOperations build = new BuildOperations();
        try (SimulatedServer moved = SimulatedServer.http().pending(Responses.activated())) {
            PendingOperation before =
                    rig.enabler.start(request("slow", "old settings", server, this::slow), build, new Log());
            awaitAsked(1);
            PendingOperation after =
                    rig.enabler.start(request("slow", "new settings", moved, this::slow), build, new Log());
            awaitAsked(2);
            release.countDown();
            end(before);
            end(after);
            assertThat(server.requests(SimulatedServer.TOKEN)).hasSize(1);
            assertThat(moved.requests(SimulatedServer.TOKEN)).hasSize(1);
        }
    }

    @Test
    void fiveHundredAndTwelveBuildsBehindASlowProviderAllSucceed() throws Exception {
        List<PendingOperation> all = new ArrayList<>();
        for (int i = 0; i < 512; i++) {
            all.add(start("slow" + i, this::slow));
        }
        awaitAsked(BlockingPool.THREADS);
        // Most wait in the queue, whose time does not count.
        rig.push(SharedLookup.DEADLINE.minusSeconds(1));
        release.countDown();
        for (PendingOperation pending : all) {
            assertThat(end(pending).outcome()).isEqualTo(Outcome.ACTIVATED);
        }
        assertThat(FaultRig.threads()).hasSizeLessThanOrEqualTo(2 * BlockingPool.THREADS + 4);
    }

    @Test
    void twoCredentialsThatHangFailOnlyWhoNeedsThem() throws Exception {
        List<PendingOperation> hanging = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            hanging.add(start("hangs" + i % 2, this::deaf));
        }
        awaitAsked(4);
        rig.assertActivates(Settings.of(server).build());
        rig.push(SharedLookup.DEADLINE);
        for (PendingOperation pending : hanging) {
            assertThat(end(pending).outcome()).isEqualTo(Outcome.CREDENTIALS_UNAVAILABLE);
        }
        OperationResult late = end(start("hangs0", this::deaf));
        assertThat(late.outcome()).isEqualTo(Outcome.CREDENTIALS_UNAVAILABLE);
        assertThat(late.message()).contains("\"hangs0\"");
        assertThat(asked).hasValue(4);
        rig.assertActivates(Settings.of(server).build());
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                IllegalStateException.class,
                CancellationException.class,
                LinkageError.class,
                StackOverflowError.class
            })
    void providerThatThrowsIsTriedAgainAndLoggedOnceWithoutItsMessage(Class<? extends Throwable> thrown)
            throws Exception {
        Throwable failure = thrown.getConstructor(String.class).newInstance("hidden");
        try (Logged logged = new Logged()) {
            OperationResult activation = end(start("broken", () -> {
                asked.incrementAndGet();
                return sneakily(failure);
            }));
            assertThat(activation.outcome()).isEqualTo(Outcome.CREDENTIALS_UNAVAILABLE);
            assertThat(activation.attempts()).isZero();
            assertThat(activation.message()).contains(thrown.getName()).doesNotContain("hidden");
            assertThat(asked).hasValue(Limits.DEFAULT.attempts());
            assertThat(lines).filteredOn(line -> line.contains("trying again")).hasSize(2);
            assertThat(lines).noneMatch(line -> line.contains("hidden"));
            assertThat(logged.texts())
                    .singleElement()
                    .asString()
                    .contains(thrown.getName(), "RunningOperationTest", "broken");
            assertThat(logged.texts()).noneMatch(text -> text.contains("hidden"));
        }
    }

    @Test
    void providerThatThrowsWhenTheTimeIsUpIsNotTriedAgain() throws Exception {
        Duration total = SharedLookup.DEADLINE.minusSeconds(1);
        ServerSettings settings = Settings.of(server)
                .timeouts(Settings.LIMITS.connectTimeout(), Settings.LIMITS.responseTimeout(), total)
                .build();
        OperationRequest request = new OperationRequest(
                Operation.ENABLE,
                "10",
                new Shared("main", "late", "job", "settings"),
                permitted -> {},
                () -> ErrorMapping.NONE,
                () -> settings,
                () -> {
                    asked.incrementAndGet();
                    rig.push(total);
                    throw new IllegalStateException();
                });
        OperationResult activation = end(rig.enabler.start(request, new Log()));
        assertThat(activation.outcome()).isEqualTo(Outcome.CREDENTIALS_UNAVAILABLE);
        assertThat(asked).hasValue(1);
    }

    @Test
    void providerThatRecoversActivates() throws Exception {
        OperationResult activation = end(start("flaky", () -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException();
            }
            return FaultRig.credentials();
        }));
        assertThat(activation.outcome()).isEqualTo(Outcome.ACTIVATED);
    }

    @Test
    void emptyResultIsConfigurationAtOnce() throws Exception {
        OperationResult activation = end(start("missing", () -> {
            asked.incrementAndGet();
            throw new SettingException("credentialsId", "missing", "credentials.missing", "job");
        }));
        assertThat(activation.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatLogAndRecordThrowDoesNotKeepTheEnd() throws Exception {
        try (Logged logged = new Logged()) {
            PendingOperation pending = rig.enabler.start(request("key", FaultRig::credentials), new CallLog() {
                @Override
                public void line(String line) {
                    throw new LinkageError("log");
                }

                @Override
                public void ended(OperationEnd enabled) {
                    throw new StackOverflowError("record");
                }
            });
            assertThat(end(pending).outcome()).isEqualTo(Outcome.ACTIVATED);
            assertThat(logged.texts()).hasSize(2);
        }
    }

    @Test
    void logThatHangsDelaysTheEndOfItsBuildOnly() throws Exception {
        List<PendingOperation> hanging = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            hanging.add(rig.enabler.start(request("key" + i, FaultRig::credentials), line -> deaf()));
        }
        awaitAsked(12);
        rig.assertActivates(Settings.of(server).build());
        // Theirs, that of unused connections and the pool's own: the end of the other is no longer timed.
        FaultRig.await("only those that hang are timed", () -> rig.timers() == hanging.size() + 2);
        try (Logged logged = new Logged()) {
            rig.push(BlockingPool.PATIENCE);
            for (PendingOperation pending : hanging) {
                assertThat(end(pending).outcome()).isEqualTo(Outcome.ACTIVATED);
            }
            assertThat(logged.texts()).hasSize(12);
        }
    }

    @Test
    void stopAfterTheRequestWasSentIsLoggedAndRecordedAsAborted() throws Exception {
        HeldResponse held = new HeldResponse();
        server.pending(held);
        PendingOperation pending = start("key", FaultRig::credentials);
        held.awaitArrival(1);
        pending.abort().get(20, TimeUnit.SECONDS);
        assertThat(pending.result()).isCancelled();
        assertThat(records).singleElement().satisfies(end -> {
            assertThat(end.operation().outcome()).isEqualTo(Outcome.ABORTED);
            assertThat(end.operation().id()).isEqualTo("10");
            assertThat(end.credentialsId()).startsWith("key-");
        });
        assertThat(lines).singleElement().asString().contains("password 10", "(ABORTED, ");
    }

    @Test
    void stopBeforeTheRequestWasSentLeavesNoRecord() throws Exception {
        server.response(SimulatedServer.TOKEN, Responses.silence());
        PendingOperation pending = start("key", FaultRig::credentials);
        FaultRig.await(
                "the token is asked for",
                () -> server.requests(SimulatedServer.TOKEN).size() == 1);
        assertThat(pending.abort()).isCompleted();
        assertThat(records).isEmpty();
        assertThat(lines).isEmpty();
    }

    @Test
    void logThatHangsDelaysAStopByItsPatienceOnly() throws Exception {
        HeldResponse held = new HeldResponse();
        server.pending(held);
        PendingOperation pending = rig.enabler.start(request("key", FaultRig::credentials), line -> deaf());
        held.awaitArrival(1);
        var told = pending.abort();
        assertThat(pending.result()).isCancelled();
        awaitAsked(1);
        assertThat(told).isNotDone();
        rig.push(OperationReporter.LONGEST);
        told.get(20, TimeUnit.SECONDS);
    }
}
