package io.jenkins.plugins.senhasegura.mysafe.window;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** A controller with its builds, a disk and a server, moved on step by step; whatever must always hold is checked. */
final class World {
    private static final String URL = "https://server.example/";
    static final WindowLimits LIMITS =
            new WindowLimits(ModelServer.RESPONSE, Duration.ofSeconds(45), Duration.ofHours(3));

    /** How far a build has come, as its own program remembers it. */
    enum Phase {
        OPENING,
        /** It was told that the window is open. */
        OPEN,
        /** It believes so, but has to ask first: it was thrown back by a crash. */
        THROWN_BACK,
        CLOSING,
        DONE,
        DEAD
    }

    final class Build {
        final WindowRequest request;
        final boolean survives;
        final Set<Long> holds = new HashSet<>();
        final Set<String> told = new HashSet<>();
        Phase phase = Phase.OPENING;
        Instant since;
        /** Its window had lasted for too long when it took it up again. */
        boolean expired;

        boolean running = true;
        Window window;

        Build(WindowRequest request, boolean survives) {
            this.request = request;
            this.survives = survives;
        }

        String id() {
            return request.holder().window();
        }

        void follow(Controller on, Window taken) {
            window = taken;
            taken.opening().whenComplete((opening, failure) -> {
                if (on != controller || phase == Phase.DEAD || phase == Phase.CLOSING) {
                    return;
                }
                if (failure == null && opening.open()) {
                    boolean anew = phase == Phase.OPENING;
                    phase = Phase.OPEN;
                    List<Opened> open =
                            opening.passwords().stream().filter(Opened::open).toList();
                    open.forEach(opened -> holds.add(opened.lease().key().password()));
                    open.forEach(World.this::checkTold);
                    since = anew ? opening.since() : since;
                    told.clear();
                    open.forEach(opened -> told.add(opened.lease().id()));
                } else {
                    phase = Phase.DONE;
                }
            });
        }

        void follow(Controller on, CompletionStage<List<Closed>> closing) {
            closing.whenComplete((closed, never) -> {
                if (on == controller && phase == Phase.CLOSING) {
                    phase = Phase.DONE;
                }
            });
        }

        @Override
        public String toString() {
            return id() + request.passwords() + " " + phase + (running ? "" : " (away)");
        }
    }

    /** One life of a Jenkins. */
    final class Controller {
        private final Scheduler scheduler = new Scheduler() {
            @Override
            public long nanoTime() {
                return clock.nanoTime();
            }

            @Override
            public Instant now() {
                return clock.now();
            }

            @Override
            public Future<?> schedule(Duration delay, Runnable task) {
                return clock.schedule(delay, () -> {
                    if (controller == Controller.this) {
                        task.run();
                    }
                });
            }
        };

        private final Queue<Runnable> writer = new ArrayDeque<>();
        final Windows windows;
        private final Keeper keeper;
        boolean kept;

        Controller() throws IOException {
            LeaseFile file = new LeaseFile(disk.storage(() -> controller == this), scheduler, writer::add);
            windows = new Windows(file, scheduler, "this", (key, server) -> LIMITS);
            keeper = new Keeper(windows, new ModelBuilds(), new ModelGate(this, null), scheduler);
        }

        boolean write() {
            Runnable next = writer.poll();
            if (next != null) {
                next.run();
            }
            return next != null;
        }
    }

    private final class ModelBuilds implements Builds {
        @Override
        public CompletionStage<Set<String>> lost(List<Lease> leases) {
            Set<String> living = builds.stream()
                    .filter(build -> build.phase != Phase.DEAD)
                    .map(Build::id)
                    .collect(Collectors.toSet());
            return CompletableFuture.completedFuture(leases.stream()
                    .map(lease -> lease.holder().window())
                    .filter(window -> !living.contains(window))
                    .collect(Collectors.toSet()));
        }

        @Override
        public CompletionStage<Objection> objection(Lease lease) {
            return CompletableFuture.completedFuture(Objection.NONE);
        }
    }

    private final class ModelGate implements Gate {
        private final Controller from;
        private final Build build;

        ModelGate(Controller from, Build build) {
            this.from = from;
            this.build = build;
        }

        @Override
        public Sending enable(Lease lease) {
            return sent(lease, true);
        }

        @Override
        public Sending disable(Lease lease, Duration limit) {
            return sent(lease, false);
        }

        private Sending sent(Lease lease, boolean enables) {
            if (controller != from) {
                return server.new Request(lease, enables, from);
            }
            if (!enables) {
                checkDisabling(lease.key().password());
            } else if (disk.leases().stream().noneMatch(each -> each.id().equals(lease.id()))) {
                fail("no lease on the disk before " + lease + " is enabled");
            } else if (build.expired) {
                fail(lease.key().password() + " is enabled again, whose window lasted for too long: " + build);
            }
            events.add((enables ? "enable " : "disable ") + lease.key().password() + " for "
                    + lease.holder().window() + " " + lease.phase());
            return server.receive(lease, enables, from);
        }

        @Override
        public void expired(Lease lease, CompletionStage<Closed> closed) {
            if (controller == from) {
                build.holds.remove(lease.key().password());
            }
        }
    }

    private final Random random = new Random(0);
    private final FakeScheduler clock = new FakeScheduler();
    private final ModelDisk disk = new ModelDisk();
    final ModelServer server;
    final List<Build> builds = new ArrayList<>();
    /** Passwords that may be disabled though somebody else has enabled them: who did is in doubt. */
    private final Set<Long> doubted = new HashSet<>();

    /** What has happened, for who looks for the reason. */
    final List<String> events = new ArrayList<>();

    private final List<Throwable> broken = new ArrayList<>();
    Controller controller;

    World() {
        server = new ModelServer(this, clock, random);
        start();
        startKeeper();
    }

    // What may happen.

    void start() {
        try {
            controller = new Controller();
        } catch (IOException never) {
            throw new AssertionError(never);
        }
    }

    void startKeeper() {
        if (controller != null && !controller.kept && builds.stream().allMatch(build -> build.running)) {
            controller.kept = true;
            controller.keeper.start();
        }
    }

    /** A build that outlived a restart takes its window up again. */
    void resumeOne() {
        builds.stream().filter(build -> !build.running).findFirst().ifPresent(build -> {
            build.running = true;
            build.expired = build.phase != Phase.OPENING
                    && !build.since.plus(LIMITS.longest()).isAfter(clock.now());
            ModelGate gate = new ModelGate(controller, build);
            switch (build.phase) {
                case OPENING -> build.follow(controller, controller.windows.open(build.request, gate));
                case OPEN, THROWN_BACK ->
                    build.follow(controller, controller.windows.takeUp(build.request, build.told, build.since, gate));
                case CLOSING -> {
                    build.window = controller.windows.closeAgain(build.request, gate);
                    build.follow(controller, build.window.close());
                }
                default -> {}
            }
        });
    }

    /** @param chance decides what happens by chance from here on */
    void open(List<Long> ids, boolean survives, WhenFoundActive wish, long chance) {
        random.setSeed(chance);
        String name = "w" + (builds.size() + 1);
        Holder holder = new Holder(name, "this", "job", builds.size() + 1, 0, "");
        Build build = new Build(new WindowRequest(holder, URL, "", ids, "server", "", "", wish), survives);
        builds.add(build);
        build.follow(controller, controller.windows.open(build.request, new ModelGate(controller, build)));
    }

    void close(Build build) {
        build.phase = Phase.CLOSING;
        build.holds.clear();
        build.follow(controller, build.window.close());
    }

    /** What a build does that is told to stop. */
    void abort(Build build) {
        if (build.phase == Phase.OPEN) {
            close(build);
        } else {
            if (build.phase != Phase.CLOSING) {
                build.phase = Phase.DONE;
            }
            build.window.abort();
        }
    }

    /** A build is gone, and says nothing. */
    void die(Build build) {
        build.phase = Phase.DEAD;
        build.holds.clear();
    }

    void advance(Duration time) {
        clock.advance(time);
    }

    boolean write() {
        return controller != null && controller.write();
    }

    void crash() {
        end(true);
    }

    void crashWhileWriting(int after) {
        disk.cutNextWrite(after, () -> end(true));
    }

    void stop() {
        Controller stopped = controller;
        stopped.windows.stop();
        end(false);
    }

    private void end(boolean crash) {
        Controller gone = controller;
        controller = null;
        if (crash) {
            disk.crash(random.nextInt(3) == 0 ? random.nextInt(2000) : 0);
        }
        server.drop(gone);
        // Found active, perhaps, and not told yet.
        disk.leases().stream()
                .filter(lease -> lease.phase() == Lease.Phase.OPENING)
                .forEach(lease -> doubted.add(lease.key().password()));
        for (Build build : builds) {
            if (build.phase == Phase.DEAD) {
                continue;
            }
            if (!build.survives) {
                die(build);
            } else if (crash && random.nextInt(4) == 0) {
                throwBack(build);
            }
            build.running = build.phase == Phase.DONE || build.phase == Phase.DEAD;
            build.window = null;
        }
    }

    private void throwBack(Build build) {
        if (build.phase == Phase.OPEN) {
            build.phase = random.nextBoolean() ? Phase.OPENING : Phase.OPEN;
            if (build.phase == Phase.OPENING) {
                build.holds.clear();
            }
        } else if (build.phase == Phase.CLOSING) {
            build.phase = Phase.THROWN_BACK;
        }
    }

    /** Somebody else enables or disables a password that no window has anything to do with. */
    void meddle(long id) {
        if (isIdle(id)) {
            doubted.remove(id);
            if (!server.active.remove(id)) {
                server.active.add(id);
            }
        }
    }

    private boolean isIdle(long id) {
        return !server.isPending(id)
                && disk.leases().stream().noneMatch(lease -> lease.key().password() == id)
                && builds.stream()
                        .noneMatch(build -> build.request.passwords().contains(id)
                                && (build.phase != Phase.DONE && build.phase != Phase.DEAD));
    }

    // What must hold.

    /** Told by the server when the end of a request is known to it. */
    void ends(ModelServer.Request request, Ended end) {
        events.add("end of " + (request.enables ? "enable " : "disable ") + request.id() + " for "
                + request.lease.holder().window() + ": " + end);
        boolean opened = end.outcome() == Outcome.ACTIVATED || end.outcome() == Outcome.ALREADY_ACTIVE;
        boolean known = request.lease.phase() == Lease.Phase.FOUND_ACTIVE;
        if (request.enables && end.inDoubt() && !known) {
            doubted.add(request.id());
        }
        if (opened && wish(request.lease) == WhenFoundActive.DISABLE) {
            doubted.add(request.id());
        }
    }

    private WhenFoundActive wish(Lease lease) {
        return builds.stream()
                .filter(build -> build.id().equals(lease.holder().window()))
                .findFirst()
                .orElseThrow()
                .request
                .whenFoundActive();
    }

    private void checkDisabling(long id) {
        for (Build build : builds) {
            if (build.phase == Phase.OPEN && build.holds.contains(id)) {
                fail(id + " is disabled while it is held by " + build);
            }
        }
        if (server.active.contains(id) && !server.ours.contains(id) && !doubted.contains(id)) {
            fail(id + " is disabled, which somebody else had enabled");
        }
    }

    private void checkTold(Opened opened) {
        boolean written = disk.leases().stream()
                .anyMatch(lease -> lease.id().equals(opened.lease().id())
                        && (!opened.foundActive() || lease.phase() != Lease.Phase.OPENING));
        if (!written) {
            fail("told, and not on the disk: " + opened);
        }
    }

    /** Said at the next check, whoever keeps the error to himself. */
    void fail(String what) {
        AssertionError error = new AssertionError(what + "\n" + String.join("\n", events));
        broken.add(error);
        throw error;
    }

    void check() {
        if (!broken.isEmpty()) {
            throw new AssertionError(broken.get(0).getMessage(), broken.get(0));
        }
        for (long id : server.ours) {
            boolean leased = disk.leases().stream()
                    .anyMatch(lease ->
                            lease.key().password() == id && (lease.phase() == Lease.Phase.OPENING || lease.owes()));
            if (!leased) {
                fail(id + " is active because of a window, and no lease says so: " + disk.leases());
            }
        }
        for (Build build : builds) {
            for (long id : build.holds) {
                if (build.phase == Phase.OPEN && !server.active.contains(id)) {
                    fail(id + " is not active, and was told to be to " + build);
                }
            }
        }
    }

    /** Everything responds again and all builds end. */
    void heal() {
        settle();
        while (builds.stream().anyMatch(build -> build.phase == Phase.OPEN)) {
            builds.stream().filter(build -> build.phase == Phase.OPEN).forEach(this::close);
            settle();
        }
        // A build may go on for long after its window, and its lease come back by a crash meanwhile.
        builds.stream().filter(build -> build.phase == Phase.DONE).forEach(this::die);
        for (int rounds = 0; rounds < 300 && !disk.leases().isEmpty(); rounds++) {
            advance(Duration.ofMinutes(2));
            settle();
        }
        check();
        if (!disk.leases().isEmpty() || !server.ours.isEmpty()) {
            throw new AssertionError("left open: " + server.ours + ", leases " + disk.leases());
        }
        for (Build build : builds) {
            if (build.phase != Phase.DEAD) {
                throw new AssertionError("has not ended: " + build);
            }
        }
        if (!controller.windows.held().isEmpty() || !controller.windows.left().isEmpty()) {
            throw new AssertionError("held still: " + controller.windows.held());
        }
    }

    private void settle() {
        if (controller == null) {
            start();
        }
        while (builds.stream().anyMatch(build -> !build.running)) {
            resumeOne();
        }
        startKeeper();
        boolean more = true;
        while (more) {
            more = write();
            if (controller == null) {
                settle();
                return;
            }
            while (server.pending() > 0) {
                server.serve(0, ModelServer.Fate.CARRIED_OUT);
                more = true;
            }
            check();
        }
    }

    @Override
    public String toString() {
        return "active " + server.active + ", of these ours " + server.ours + ", doubted " + doubted + ", pending "
                + server.pending() + ", builds " + builds + ", disk " + disk.leases()
                + (controller == null ? ", down" : "");
    }
}
