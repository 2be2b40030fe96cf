package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.BuildOperations;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that start, abort, change the settings and close all at once: nothing is lost, and nothing is left. */
class RacesTest {
    private static final int THREADS = 4;

    private final FaultRig rig = new FaultRig();
    private final FaultScene scene = new FaultScene(rig);
    private final List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    private final List<PendingOperation> started = Collections.synchronizedList(new ArrayList<>());
    private final List<PendingOperation> aborted = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        scene.close();
        rig.close();
    }

    /** More of them with {@code -Draces.seeds=N}. */
    static IntStream seeds() {
        return IntStream.rangeClosed(1, Integer.getInteger("races.seeds", 10));
    }

    /** Of what takes a second each. */
    static IntStream fewSeeds() {
        return seeds().limit(3);
    }

    private interface Racer {
        void race(int thread, Random random) throws Exception;
    }

    /** Lets all begin at the same moment, and waits for their end. */
    private void race(int seed, Racer racer) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        CountDownLatch end = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Thread thread = new Thread(
                    () -> {
                        try {
                            start.await(20, TimeUnit.SECONDS);
                            racer.race(number, new Random(seed * 31L + number));
                        } catch (Throwable failure) {
                            thrown.add(failure);
                        } finally {
                            end.countDown();
                        }
                    },
                    "racer-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        assertThat(end.await(60, TimeUnit.SECONDS))
                .as(() -> "deadlock: " + deadlocked())
                .isTrue();
        assertThat(thrown).isEmpty();
    }

    private static List<Long> deadlocked() {
        long[] threads = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        return threads == null
                ? List.of()
                : java.util.Arrays.stream(threads).boxed().toList();
    }

    private void start(ServerSettings settings, ClientCredentials credentials, Random random) {
        PendingOperation pending = rig.start(settings, credentials);
        started.add(pending);
        if (random.nextInt(5) == 0) {
            aborted.add(pending);
            pending.abort();
        }
    }

    /** Each one's outcome, or null where it was cancelled. */
    private List<Outcome> ends() throws Exception {
        List<Outcome> ends = new ArrayList<>();
        for (PendingOperation pending : started) {
            try {
                ends.add(pending.result().get(30, TimeUnit.SECONDS).operation().outcome());
            } catch (CancellationException cancelled) {
                ends.add(null);
            }
        }
        return ends;
    }

    private void assertAllActivatedButTheAborted() throws Exception {
        List<Outcome> ends = ends();
        for (int i = 0; i < ends.size(); i++) {
            if (!aborted.contains(started.get(i))) {
                assertThat(ends.get(i)).isEqualTo(Outcome.ACTIVATED);
            }
        }
        FaultRig.await("no connection is busy", () -> rig.busyConnections() == 0);
    }

    private static Settings settings(SimulatedServer server, Random random) {
        return Settings.of(server)
                .name("main")
                .limits(new Limits(
                        Duration.ofSeconds(10 + random.nextInt(3)),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(120),
                        3,
                        1 + random.nextInt(8),
                        random.nextBoolean()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void settingsThatChangeUnderCallsLoseNoneAndSendNoneElsewhere(int seed) throws Exception {
        List<SimulatedServer> servers = List.of(
                scene.http().response(SimulatedServer.TOKEN, Responses.token("token-0")),
                scene.http().response(SimulatedServer.TOKEN, Responses.token("token-1")));
        ClientCredentials credentials = FaultRig.credentials();
        race(seed, (thread, random) -> {
            for (int i = 0; i < 40; i++) {
                int choice = random.nextInt(2);
                // The one name now means the one server and now the other, as when an administrator saves it anew.
                start(settings(servers.get(choice), random).build(), credentials, random);
            }
        });
        assertAllActivatedButTheAborted();
        for (int i = 0; i < servers.size(); i++) {
            String own = "Bearer token-" + i;
            assertThat(servers.get(i).requests(SimulatedServer.ENABLE_10))
                    .isNotEmpty()
                    .allSatisfy(request ->
                            assertThat(request.header("Authorization")).isEqualTo(own));
        }
        rig.assertActivates(Settings.of(servers.get(0)).name("main").build());
    }

    @ParameterizedTest
    @MethodSource("fewSeeds")
    void buildsOfWhichSomeAreStoppedOneByOneLoseNoneOfTheOthers(int seed) throws Exception {
        SimulatedServer server = scene.http();
        ClientCredentials credentials = FaultRig.credentials();
        race(seed, (thread, random) -> {
            BuildOperations build = new BuildOperations();
            List<PendingOperation> own = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                own.add(rig.start(settings(server, random).build(), credentials, build));
            }
            started.addAll(own);
            Collections.shuffle(own, random);
            List<PendingOperation> stopped = own.subList(0, thread * 10);
            aborted.addAll(stopped);
            stopped.forEach(PendingOperation::abort);
        });
        assertAllActivatedButTheAborted();
        rig.assertActivates(settings(server, new Random(seed)).build());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whoeverClosesWhileOthersStartEndsThemAllAndLeavesNothing(int seed) throws Exception {
        SimulatedServer server = scene.http();
        SimulatedServer silent = scene.http().pending(Responses.silence());
        SimulatedServer down = scene.http().pending(Responses.json(503, "{\"message\":\"down\"}"));
        List<SimulatedServer> servers = List.of(server, silent, down);
        List<ClientCredentials> credentials = List.of(FaultRig.credentials(), FaultRig.credentials());
        race(seed, (thread, random) -> {
            int closesAfter = thread == 0 ? random.nextInt(40) : -1;
            for (int i = 0; i < 40; i++) {
                if (i == closesAfter) {
                    rig.enabler.close();
                }
                int choice = random.nextInt(servers.size());
                start(
                        settings(servers.get(choice), random)
                                .name("server " + choice)
                                .build(),
                        credentials.get(random.nextInt(2)),
                        random);
            }
        });
        assertThat(ends()).hasSize(THREADS * 40).doesNotContain(Outcome.CONFIGURATION);
        FaultRig.await("threads", () -> FaultRig.threads().isEmpty());
        FaultRig.await("timers", () -> rig.timers() == 0);
        assertThat(rig.openConnections()).isZero();
    }
}
