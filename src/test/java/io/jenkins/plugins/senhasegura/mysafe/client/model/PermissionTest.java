package io.jenkins.plugins.senhasegura.mysafe.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.BuildOperations;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not permitted ends before a credential is looked up and a byte is sent, however it is asked for. */
class PermissionTest {
    private final SimulatedServer server = SimulatedServer.http();
    private final FaultRig rig = new FaultRig();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<PasswordId> checked = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final BuildOperations build = new BuildOperations();

    @AfterEach
    void close() {
        rig.close();
        server.close();
    }

    private static NotPermittedException forbidden(PasswordId id) {
        return new NotPermittedException("main", "rules.none", "app/main", Operation.ENABLE, id, "main", "app/main");
    }

    private OperationEnd enable(String id, Consumer<PasswordId> permission, Callable<ClientCredentials> credentials)
            throws Exception {
        OperationRequest request = new OperationRequest(
                Operation.ENABLE,
                id,
                new OperationRequest.Shared("main", "key", "job", "settings"),
                permission,
                () -> ErrorMapping.of(List.of("SERVER_ERROR"), List.of(), List.of()),
                () -> Settings.of(server).build(),
                credentials);
        return rig.enabler.start(request, build, lines::add).result().get(20, TimeUnit.SECONDS);
    }

    private ClientCredentials counted() {
        asked.incrementAndGet();
        return FaultRig.credentials();
    }

    private void forbidAll(PasswordId id) {
        checked.add(id);
        throw forbidden(id);
    }

    private static void forbid(PasswordId id) {
        throw forbidden(id);
    }

    @Test
    void nothingIsLookedUpAndNothingIsSent() throws Exception {
        OperationEnd end = enable(" 10 ", this::forbidAll, this::counted);

        assertThat(end.operation().outcome()).isEqualTo(Outcome.NOT_PERMITTED);
        assertThat(end.result()).isEqualTo(BuildResult.FAILURE);
        assertThat(end.operation().attempts()).isZero();
        assertThat(end.operation().server()).isEqualTo("main");
        assertThat(end.operation().message()).contains("jobs: app/main, ids: 10, operations: ENABLE");
        assertThat(checked).containsExactly(new PasswordId(10));
        assertThat(asked).hasValue(0);
        assertThat(server.connections()).isZero();
        assertThat(lines).anyMatch(line -> line.contains("NOT_PERMITTED"));
    }

    @Test
    void anIdThatIsNoneIsNotAskedAbout() throws Exception {
        assertThat(enable("10x", this::forbidAll, this::counted).operation().outcome())
                .isEqualTo(Outcome.CONFIGURATION);
        assertThat(checked).isEmpty();
    }

    /** The look-up is shared by all branches of a build; the permission is not. */
    @Test
    void eachIdIsAskedAboutThoughTheLookUpIsShared() throws Exception {
        server.pending(Responses.activated());
        assertThat(enable("10", id -> {}, this::counted).operation().outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(enable("11", PermissionTest::forbid, this::counted)
                        .operation()
                        .outcome())
                .isEqualTo(Outcome.NOT_PERMITTED);
    }

    /** No decision outlives a change of rules. */
    @Test
    void aFurtherTryIsAskedAboutAgain() throws Exception {
        AtomicBoolean locked = new AtomicBoolean();
        OperationEnd end = enable(
                "10",
                id -> {
                    if (locked.get()) {
                        throw forbidden(id);
                    }
                },
                () -> {
                    asked.incrementAndGet();
                    locked.set(true);
                    throw new IllegalStateException();
                });
        assertThat(end.operation().outcome()).isEqualTo(Outcome.NOT_PERMITTED);
        assertThat(asked).hasValue(1);
        assertThat(server.connections()).isZero();
    }

    @Test
    void credentialsThatAreNotPermittedAreNotTriedAgain() throws Exception {
        OperationEnd end = enable("10", id -> {}, () -> {
            asked.incrementAndGet();
            throw forbidden(new PasswordId(10));
        });
        assertThat(end.operation().outcome()).isEqualTo(Outcome.NOT_PERMITTED);
        assertThat(asked).hasValue(1);
    }
}
