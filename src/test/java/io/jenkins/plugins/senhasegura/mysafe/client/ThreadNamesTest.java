package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingTask;
import io.jenkins.plugins.senhasegura.mysafe.client.model.CallLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.BuildOperations;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thread dump says what each thread of ours is at, and for whom to nobody. */
class ThreadNamesTest {
    private final FaultRig rig = new FaultRig();
    private final FaultScene scene = new FaultScene(rig);
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        scene.close();
        rig.close();
    }

    /** Whoever looks at a thread has waited for it: it says so only then. */
    private void look() {
        Thread thread = Thread.currentThread();
        if (!thread.getName().contains(": ")) {
            rig.push(BlockingTask.LONG);
            FaultRig.await(
                    "the thread says what it is at", () -> thread.getName().contains(": "));
        }
        names.add(Thread.currentThread().getName().replaceAll("-[0-9]+", ""));
    }

    @Test
    void eachThreadSaysWhatItIsAt() throws Exception {
        rig.host("vault.example", host -> {
            look();
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        SimulatedServer server = scene.http();
        ServerSettings settings = Settings.of(server.url().replace("localhost", "vault.example"))
                .name("the-server")
                .build();
        CountDownLatch told = new CountDownLatch(1);
        PendingOperation pending = rig.enabler.start(
                new OperationRequest(
                        Operation.ENABLE,
                        "10",
                        () -> ErrorMapping.NONE,
                        () -> {
                            look();
                            return settings;
                        },
                        () -> {
                            look();
                            return new ClientCredentials("an-id", "client", FaultRig.SECRET);
                        }),
                new BuildOperations(),
                new CallLog() {
                    @Override
                    public void line(String line) {
                        look();
                    }

                    @Override
                    public void ended(OperationEnd end) {
                        look();
                    }
                });
        pending.result().whenComplete((end, failure) -> {
            look();
            told.countDown();
        });

        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "mysafe-blocking: looking up the settings of a server",
                        "mysafe-blocking: looking up credentials for the server the-server",
                        "mysafe-names: looking up the host vault.example",
                        "mysafe-blocking: writing to the log of a build",
                        "mysafe-blocking: keeping the record of an operation",
                        "mysafe-blocking: telling the end of an operation")
                .noneMatch(name -> name.contains("an-id") || name.contains("10"));
    }
}
