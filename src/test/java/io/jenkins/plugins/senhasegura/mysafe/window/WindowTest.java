package io.jenkins.plugins.senhasegura.mysafe.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import io.jenkins.plugins.senhasegura.mysafe.testing.Logged;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What windows and keeper say and when, beside what {@link WindowsModelTest} proves of what they send. */
class WindowTest {
    private static final Ended ACTIVATED = new Ended(Outcome.ACTIVATED, false);
    private static final Ended DEACTIVATED = new Ended(Outcome.DEACTIVATED, false);
    private static final Ended LOST = new Ended(Outcome.UNREACHABLE, true);

    /** A request as it was sent. */
    private final class Sent implements Gate.Sending {
        private final String what;
        private final CompletableFuture<Ended> ended = new CompletableFuture<>();
        private boolean aborted;

        Sent(String what) {
            this.what = what;
            sent.add(this);
        }

        @Override
        public CompletionStage<Ended> ended() {
            return ended;
        }

        @Override
        public void abort() {
            aborted = true;
            if (!tooLate) {
                ended.complete(new Ended(Outcome.ABORTED, true));
            }
        }
    }

    private class TestGate implements Gate {
        @Override
        public Sending enable(Lease lease) {
            return new Sent("enable " + lease.key().password());
        }

        @Override
        public Sending disable(Lease lease, Duration limit) {
            return new Sent("disable " + lease.key().password());
        }

        @Override
        public void expired(Lease lease, CompletionStage<Closed> closed) {
            expired.add(lease);
        }
    }

    private final class TestBuilds implements Builds {
        @Override
        public CompletionStage<Set<String>> lost(List<Lease> leases) {
            askAbout("lost");
            Set<String> windows =
                    leases.stream().map(lease -> lease.holder().window()).collect(Collectors.toSet());
            windows.removeAll(living);
            return CompletableFuture.completedFuture(windows);
        }

        @Override
        public CompletionStage<Objection> objection(Lease lease) {
            askAbout("objection");
            return CompletableFuture.completedFuture(
                    objections.getOrDefault(lease.key().password(), Objection.NONE));
        }

        private void askAbout(String what) {
            if (withoutThread.contains(what)) {
                throw new InternalError("unable to create native thread");
            }
        }
    }

    /** A file that is nowhere. */
    private final LeaseStorage storage = new LeaseStorage() {
        @Override
        public byte[] read() {
            return content;
        }

        @Override
        public void append(byte[] lines) {
            byte[] longer = Arrays.copyOf(content, content.length + lines.length);
            System.arraycopy(lines, 0, longer, content.length, lines.length);
            content = longer;
        }

        @Override
        public void force() {}

        @Override
        public void replace(byte[] lines) {
            content = lines;
        }
    };

    private final FakeScheduler scheduler = new FakeScheduler();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Lease> expired = new ArrayList<>();
    private final Set<String> living = new HashSet<>();
    private final Map<Long, Objection> objections = new HashMap<>();
    /** Questions for which no thread can be started. */
    private final Set<String> withoutThread = new HashSet<>();

    /** Whether what is under way ends as it would have ended, though it is aborted. */
    private boolean tooLate;

    private byte[] content = new byte[0];
    private Windows windows = start("this");
    private Keeper keeper;

    private Windows start(String instance) {
        try {
            return new Windows(
                    new LeaseFile(storage, scheduler, Runnable::run),
                    scheduler,
                    instance,
                    (key, server) -> World.LIMITS);
        } catch (IOException never) {
            throw new AssertionError(never);
        }
    }

    private void startKeeper() {
        keeper = new Keeper(windows, new TestBuilds(), new TestGate(), scheduler);
        keeper.start();
    }

    private static WindowRequest request(String window, String url, Long... ids) {
        Holder holder = new Holder(window, "this", "job", 1, 0, "");
        return new WindowRequest(holder, url, "", List.of(ids), "server", "", "", WhenFoundActive.KEEP);
    }

    private Window open(String window, Long... ids) {
        living.add(window);
        return windows.open(request(window, "https://one.example/", ids), new TestGate());
    }

    private List<String> sent() {
        return sent.stream().map(each -> each.what).toList();
    }

    private List<String> underWay() {
        return sent.stream()
                .filter(each -> !each.ended.isDone())
                .map(each -> each.what)
                .toList();
    }

    private void end(String what, Ended end) {
        sent.stream()
                .filter(each -> each.what.equals(what) && !each.ended.isDone())
                .findFirst()
                .orElseThrow(() -> new AssertionError(what + " is not under way, but " + underWay()))
                .ended
                .complete(end);
    }

    private static <T> T now(CompletionStage<T> stage) {
        assertThat(stage.toCompletableFuture()).isCompleted();
        return stage.toCompletableFuture().join();
    }

    @Test
    void whatWasOpenedIsClosedAgainWhereAnotherCannotBe() {
        Window window = open("a", 1L, 2L, 3L);
        end("enable 1", ACTIVATED);
        end("enable 2", new Ended(Outcome.ACCESS_DENIED, false));
        end("enable 3", new Ended(Outcome.ALREADY_ACTIVE, false));
        assertThat(underWay()).containsExactly("disable 1");
        assertThat(window.opening().toCompletableFuture()).isNotDone();
        end("disable 1", DEACTIVATED);
        Window.Opening opening = now(window.opening());
        assertThat(opening.open()).isFalse();
        assertThat(opening.closed().stream().map(Closed::how))
                .containsExactly(Closed.How.DISABLED, Closed.How.NEVER_ENABLED, Closed.How.LEFT_ACTIVE);
        assertThat(windows.held()).isEmpty();
        assertThat(windows.left()).isEmpty();
    }

    @Test
    void lastToLeaveDisablesAndWhoComesMeanwhileWaits() {
        Window first = open("a", 1L);
        end("enable 1", ACTIVATED);
        Window second = open("b", 1L);
        end("enable 1", new Ended(Outcome.ALREADY_ACTIVE, false));
        assertThat(now(second.opening()).passwords().get(0).others()).isOne();
        assertThat(now(second.opening()).passwords().get(0).foundActive()).isFalse();
        Closed shared = now(first.close()).get(0);
        assertThat(shared.how()).isEqualTo(Closed.How.SHARED);
        assertThat(shared.others()).isOne();
        CompletionStage<List<Closed>> closing = second.close();
        Window third = open("c", 1L);
        assertThat(underWay()).containsExactly("disable 1");
        end("disable 1", DEACTIVATED);
        assertThat(now(closing).get(0).how()).isEqualTo(Closed.How.DISABLED);
        assertThat(underWay()).containsExactly("enable 1");
        end("enable 1", ACTIVATED);
        assertThat(now(third.opening()).open()).isTrue();
    }

    /** A build that is taken for gone may be there all the same, and then its step waits. */
    @Test
    void openingEndsWhoseWindowTheKeeperHasGivenUp() {
        Window window = open("a", 1L, 2L);
        end("enable 1", ACTIVATED);
        tooLate = true;
        living.clear();
        startKeeper();
        assertThat(underWay()).containsExactly("enable 2", "disable 1");
        end("enable 2", ACTIVATED);
        Window.Opening opening = now(window.opening());
        assertThat(opening.open()).isFalse();
        assertThat(opening.closed().stream().map(Closed::how)).containsOnly(Closed.How.STILL_ACTIVE);
        end("disable 1", DEACTIVATED);
        end("disable 2", DEACTIVATED);
        assertThat(windows.held()).isEmpty();
        assertThat(windows.left()).isEmpty();
    }

    @Test
    void closingThatTakesTooLongIsLeftToTheKeeper() {
        Window window = open("a", 1L);
        end("enable 1", ACTIVATED);
        startKeeper();
        CompletionStage<List<Closed>> closing = window.close();
        scheduler.advance(Duration.ofMillis(44_999));
        assertThat(closing.toCompletableFuture()).isNotDone();
        scheduler.advance(Duration.ofMillis(1));
        assertThat(now(closing).get(0).how()).isEqualTo(Closed.How.STILL_ACTIVE);
        assertThat(sent.get(1).aborted).isTrue();
        scheduler.advance(Keeper.FIRST_PAUSE);
        assertThat(sent()).containsExactly("enable 1", "disable 1", "disable 1");
        end("disable 1", DEACTIVATED);
        assertThat(windows.left()).isEmpty();
        assertThat(now(window.close())).as("once").isEqualTo(now(closing));
        assertThat(sent()).hasSize(3);
    }

    @Test
    void abortHandsAClosingOverAtOnce() {
        Window window = open("a", 1L);
        end("enable 1", ACTIVATED);
        CompletionStage<List<Closed>> closing = window.close();
        window.abort();
        assertThat(now(closing).get(0).how()).isEqualTo(Closed.How.STILL_ACTIVE);
        assertThat(windows.left()).hasSize(1);
        startKeeper();
        assertThat(underWay()).containsExactly("disable 1");
    }

    @Test
    void abortHandsAClosingOverThatARestartHasCutShort() {
        Window window = open("a", 1L);
        end("enable 1", ACTIVATED);
        window.close();
        windows.stop();
        windows = start("this");
        Window again = windows.closeAgain(request("a", "https://one.example/", 1L), new TestGate());
        CompletionStage<List<Closed>> closing = again.close();
        assertThat(sent()).containsExactly("enable 1", "disable 1", "disable 1");
        again.abort();
        assertThat(sent.get(2).aborted).isTrue();
        assertThat(now(closing).get(0).how()).isEqualTo(Closed.How.STILL_ACTIVE);
        assertThat(windows.left()).hasSize(1);
    }

    @Test
    void windowThatBeginsWhileJenkinsStopsWaitsForTheNextStart() {
        windows.stop();
        Window window = open("a", 1L);
        assertThat(window.opening().toCompletableFuture()).isNotDone();
        assertThat(window.close().toCompletableFuture()).isNotDone();
        window.abort();
        assertThat(window.opening().toCompletableFuture()).isCancelled();
        assertThat(sent()).isEmpty();
        windows = start("this");
        Window again = open("a", 1L);
        end("enable 1", ACTIVATED);
        assertThat(now(again.opening()).open()).isTrue();
    }

    @Test
    void keeperDisablesOnceMoreAfterALostOpening() {
        startKeeper();
        Window window = open("a", 1L);
        end("enable 1", LOST);
        assertThat(now(window.opening()).closed().get(0).how()).isEqualTo(Closed.How.STILL_ACTIVE);
        end("disable 1", new Ended(Outcome.ALREADY_INACTIVE, false));
        assertThat(windows.left()).hasSize(1);
        scheduler.advance(World.LIMITS.response().minusMillis(1));
        assertThat(sent()).hasSize(2);
        scheduler.advance(Duration.ofMillis(1));
        end("disable 1", new Ended(Outcome.ALREADY_INACTIVE, false));
        assertThat(windows.left()).isEmpty();
        scheduler.advance(Duration.ofDays(1));
        assertThat(sent()).hasSize(3);
    }

    @Test
    void keeperNoticesAKilledBuildAndGoesOnWithGrowingPauses() {
        open("a", 1L);
        end("enable 1", ACTIVATED);
        startKeeper();
        living.clear();
        scheduler.advance(Keeper.ROUND);
        long failures = 0;
        Duration waited = Duration.ZERO;
        while (waited.compareTo(Duration.ofHours(10)) < 0) {
            end("disable 1", new Ended(Outcome.SERVER_ERROR, false));
            failures++;
            Duration pause = Keeper.FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 20));
            pause = pause.compareTo(Keeper.LONGEST_PAUSE) > 0 ? Keeper.LONGEST_PAUSE : pause;
            scheduler.advance(pause.minusMillis(1));
            assertThat(underWay()).isEmpty();
            scheduler.advance(Duration.ofMillis(1));
            waited = waited.plus(pause);
        }
        end("disable 1", DEACTIVATED);
        assertThat(windows.left()).isEmpty();
        assertThat(failures).isGreaterThan(15);
    }

    @Test
    void keeperThatIsAskedBeforeItsTimeHasOneTimerAfterAll() {
        open("a", 1L);
        end("enable 1", ACTIVATED);
        startKeeper();
        living.clear();
        scheduler.advance(Keeper.ROUND);
        // As each change of the settings does.
        for (int i = 0; i < 20; i++) {
            end("disable 1", new Ended(Outcome.SERVER_ERROR, false));
            scheduler.advance(Duration.ofMillis(1));
            keeper.retry();
        }
        int before = sent.size();
        for (int hours = 0; hours < 5; hours++) {
            underWay().forEach(what -> end(what, new Ended(Outcome.SERVER_ERROR, false)));
            scheduler.advance(Keeper.LONGEST_PAUSE);
        }
        assertThat(sent).hasSize(before + 5);
    }

    @Test
    void keeperAsksTheAdministratorWhereTheCredentialsOfAWindowAreGone() {
        living.add("a");
        Holder holder = new Holder("a", "this", "job", 1, 0, "");
        windows.open(
                new WindowRequest(
                        holder, "https://one.example/", "", List.of(1L), "server", "team", "job", WhenFoundActive.KEEP),
                new TestGate());
        end("enable 1", ACTIVATED);
        living.clear();
        startKeeper();
        end("disable 1", new Ended(Outcome.CONFIGURATION, false));
        assertThat(keeper.objection(windows.left().get(0).key())).isEqualTo(Objection.CREDENTIALS_CHANGED);
        scheduler.advance(Keeper.FIRST_PAUSE);
        end("disable 1", DEACTIVATED);
        assertThat(windows.left()).isEmpty();
    }

    @Test
    void keeperThatIsGivenNoThreadTriesAgain() {
        open("a", 1L);
        end("enable 1", ACTIVATED);
        living.clear();
        withoutThread.addAll(List.of("lost", "objection"));
        try (Logged logged = new Logged()) {
            startKeeper();
            withoutThread.remove("lost");
            scheduler.advance(Keeper.ROUND);
            assertThat(underWay()).isEmpty();
            withoutThread.clear();
            scheduler.advance(Keeper.FIRST_PAUSE);
            assertThat(logged.texts()).hasSize(2).allMatch(text -> text.contains("InternalError"));
        }
        end("disable 1", DEACTIVATED);
        assertThat(windows.left()).isEmpty();
    }

    @Test
    void keeperSendsOneRequestAtATimeToEachServer() {
        for (long id = 1; id <= 3; id++) {
            open("a" + id, id);
            end("enable " + id, ACTIVATED);
        }
        living.add("b");
        windows.open(request("b", "https://two.example/", 9L), new TestGate());
        end("enable 9", ACTIVATED);
        living.clear();
        startKeeper();
        assertThat(underWay()).containsExactlyInAnyOrder("disable 1", "disable 9");
        end("disable 1", new Ended(Outcome.SERVER_ERROR, false));
        assertThat(underWay()).containsExactlyInAnyOrder("disable 2", "disable 9");
    }

    @Test
    void whatDoesNotAgreeAnyMoreWaitsForTheAdministrator() {
        Window window = open("a", 1L);
        end("enable 1", ACTIVATED);
        objections.put(1L, Objection.CREDENTIALS_CHANGED);
        startKeeper();
        window.abort();
        scheduler.advance(Duration.ofHours(5));
        assertThat(sent()).containsExactly("enable 1");
        Lease lease = windows.left().get(0);
        assertThat(keeper.objection(lease.key())).isEqualTo(Objection.CREDENTIALS_CHANGED);
        CompletionStage<Ended> byHand = windows.disable(lease.id(), new TestGate());
        end("disable 1", DEACTIVATED);
        assertThat(now(byHand)).isEqualTo(DEACTIVATED);
        assertThat(windows.left()).isEmpty();
    }

    @Test
    void leasesOfAnotherInstanceAreToldAndNeitherClosedNorCounted() {
        open("a", 1L);
        end("enable 1", ACTIVATED);
        windows.stop();
        windows = start("a copy");
        living.clear();
        startKeeper();
        scheduler.advance(Duration.ofDays(2));
        assertThat(sent()).containsExactly("enable 1");
        Lease foreign = windows.left().get(0);
        assertThat(windows.disable("no such lease", new TestGate())).isNull();
        assertThat(windows.forget(foreign.id())).isTrue();
        assertThat(start("this").held()).isEmpty();
    }

    @Test
    void longestWindowEndsAHoldAndSaysSo() {
        Window window = open("a", 1L);
        startKeeper();
        end("enable 1", ACTIVATED);
        scheduler.advance(World.LIMITS.longest().minus(Keeper.ROUND));
        assertThat(underWay()).isEmpty();
        scheduler.advance(Keeper.ROUND);
        end("disable 1", DEACTIVATED);
        assertThat(expired).hasSize(1);
        assertThat(now(window.close()).get(0).how()).isEqualTo(Closed.How.DISABLED);
        assertThat(sent()).containsExactly("enable 1", "disable 1");
    }

    @Test
    void whatTheKeeperDisablesAfterAFailedEndIsSettledAndWhatIsForgottenIsNot() {
        for (boolean forgotten : new boolean[] {false, true}) {
            Window window = open("a" + forgotten, 1L);
            end("enable 1", ACTIVATED);
            CompletionStage<List<Closed>> closing = window.close();
            end("disable 1", new Ended(Outcome.SERVER_ERROR, false));
            Closed closed = now(closing).get(0);
            assertThat(closed.how()).isEqualTo(Closed.How.STILL_ACTIVE);
            assertThat(window.isSettled(closed)).isFalse();
            String lease = windows.left().get(0).id();
            if (forgotten) {
                windows.forget(lease);
            } else {
                CompletionStage<Ended> keeper = windows.disable(lease, new TestGate());
                end("disable 1", DEACTIVATED);
                assertThat(now(keeper).isDisabled()).isTrue();
            }
            assertThat(windows.left()).isEmpty();
            assertThat(window.isSettled(closed)).isEqualTo(!forgotten);
        }
    }

    /** As a Pipeline's step does after a restart whose block was told of {@code opening}. */
    private Window restart(Window.Opening opening, Duration away) {
        windows.stop();
        sent.clear();
        scheduler.advance(away);
        windows = start("this");
        startKeeper();
        Set<String> told =
                opening.passwords().stream().map(opened -> opened.lease().id()).collect(Collectors.toSet());
        return windows.takeUp(request("a", "https://one.example/", 1L), told, opening.since(), new TestGate());
    }

    @Test
    void whatLastedForTooLongIsNotEnabledAgainAfterARestart() {
        Window.Opening opening = opened();
        startKeeper();
        scheduler.advance(World.LIMITS.longest());
        end("disable 1", DEACTIVATED);
        Window again = restart(opening, Duration.ZERO);
        assertThat(expired).hasSize(2);
        assertThat(now(again.opening()).open()).isTrue();
        assertThat(now(again.opening()).passwords()).isEmpty();
        assertThat(now(again.close()).get(0).how()).isEqualTo(Closed.How.ENDED_BEFORE);
        assertThat(sent()).isEmpty();
    }

    private Window.Opening opened() {
        Window window = open("a", 1L);
        end("enable 1", ACTIVATED);
        return now(window.opening());
    }

    @Test
    void whatLastedForTooLongWhileJenkinsWasAwayIsTheKeepers() {
        Window again = restart(opened(), World.LIMITS.longest());
        assertThat(sent()).containsExactly("disable 1");
        end("disable 1", DEACTIVATED);
        assertThat(now(again.close()).get(0).how()).isEqualTo(Closed.How.ENDED_BEFORE);
        assertThat(sent()).hasSize(1);
    }

    @Test
    void whatLastedForTooLongAndIsLeftIsDisabledWhenItsBlockEnds() {
        Window again = restart(opened(), World.LIMITS.longest());
        end("disable 1", new Ended(Outcome.SERVER_ERROR, false));
        CompletionStage<List<Closed>> closing = again.close();
        end("disable 1", DEACTIVATED);
        assertThat(now(closing).get(0).how()).isEqualTo(Closed.How.DISABLED);
        assertThat(windows.left()).isEmpty();
    }

    @Test
    void whatLastedForTooLongAndIsGivenUpIsStillActive() {
        Window again = restart(opened(), World.LIMITS.longest());
        end("disable 1", new Ended(Outcome.SERVER_ERROR, false));
        again.abort();
        assertThat(now(again.close()).get(0).how()).isEqualTo(Closed.How.STILL_ACTIVE);
        assertThat(underWay()).isEmpty();
        assertThat(windows.left()).hasSize(1);
    }

    @Test
    void whatCannotBeEnabledAnewLeavesTheOthersToTheirBlock() {
        Window window = open("a", 1L, 2L);
        end("enable 1", ACTIVATED);
        end("enable 2", ACTIVATED);
        Window.Opening opening = now(window.opening());
        // The first one's lease is known to the block, the other's is of a life before a crash.
        Set<String> told = Set.of(opening.passwords().get(0).lease().id(), "lost");
        windows.stop();
        sent.clear();
        windows = start("this");
        Window again =
                windows.takeUp(request("a", "https://one.example/", 1L, 2L), told, opening.since(), new TestGate());
        end("enable 2", new Ended(Outcome.ACCESS_DENIED, false));
        Window.Opening taken = now(again.opening());
        assertThat(taken.open()).isTrue();
        assertThat(taken.passwords()).extracting(Opened::open).containsExactly(true, false);
        assertThat(windows.held()).hasSize(1);
        CompletionStage<List<Closed>> closing = again.close();
        underWay().forEach(what -> end(what, DEACTIVATED));
        assertThat(now(closing)).hasSize(2);
        assertThat(windows.held()).isEmpty();
    }

    @Test
    void longestWindowIsThatOfTheServerByWhoseNameItWasOpened() throws IOException {
        WindowLimits shorter = new WindowLimits(
                World.LIMITS.response(),
                World.LIMITS.closing(),
                World.LIMITS.longest().dividedBy(2));
        windows = new Windows(
                new LeaseFile(storage, scheduler, Runnable::run),
                scheduler,
                "this",
                (key, server) -> server.equals("server") ? World.LIMITS : shorter);
        open("a", 1L);
        end("enable 1", ACTIVATED);
        startKeeper();
        scheduler.advance(World.LIMITS.longest().minus(Keeper.ROUND));
        assertThat(underWay()).isEmpty();
        scheduler.advance(Keeper.ROUND);
        assertThat(underWay()).containsExactly("disable 1");
    }

    @Test
    void enabledAnewAfterARestartItLastsNoLonger() {
        Window.Opening opening = opened();
        windows.stop();
        content = new byte[0];
        Window again = restart(opening, World.LIMITS.longest().minus(Keeper.ROUND));
        end("enable 1", ACTIVATED);
        assertThat(now(again.opening()).since()).isEqualTo(opening.since());
        assertThat(expired).isEmpty();
        scheduler.advance(Keeper.ROUND);
        assertThat(expired).hasSize(1);
        end("disable 1", DEACTIVATED);
        assertThat(now(again.close()).get(0).how()).isEqualTo(Closed.How.DISABLED);
    }
}
