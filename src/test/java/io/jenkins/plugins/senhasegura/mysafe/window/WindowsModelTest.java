package io.jenkins.plugins.senhasegura.mysafe.window;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;

/**
 * Windows under whatever may happen to a controller, its disk, its builds and its server, in any order. One thousand
 * sequences unless {@code -Djqwik.tries.default} says otherwise.
 */
class WindowsModelTest {
    private static final Predicate<World> UP = world -> world.controller != null;

    @Provide
    ActionChainArbitrary<World> worlds() {
        Arbitrary<List<Long>> ids = Arbitraries.longs()
                .between(1, 3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .uniqueElements();
        Arbitrary<WhenFoundActive> wishes =
                Arbitraries.of(WhenFoundActive.KEEP, WhenFoundActive.KEEP, WhenFoundActive.DISABLE);
        return ActionChain.startWith(World::new)
                .withAction(
                        6,
                        action(
                                UP,
                                Combinators.combine(ids, Arbitraries.of(true, false), wishes, Arbitraries.longs())
                                        .as((of, survives, wish, chance) -> step(
                                                "open " + of + (survives ? " resumable " : " ") + wish + ' ' + chance,
                                                world -> world.open(of, survives, wish, chance)))))
                .withAction(4, onBuild("close", World.Phase.OPEN, World::close))
                .withAction(1, onBuild("abort opening", World.Phase.OPENING, World::abort))
                .withAction(1, onBuild("abort", World.Phase.OPEN, World::abort))
                .withAction(1, onBuild("abort closing", World.Phase.CLOSING, World::abort))
                .withAction(1, onBuild("kill opening", World.Phase.OPENING, World::die))
                .withAction(1, onBuild("kill", World.Phase.OPEN, World::die))
                .withAction(1, onBuild("kill closing", World.Phase.CLOSING, World::die))
                .withAction(12, always(UP, "write", World::write))
                .withAction(8, serve(Arbitraries.of(ModelServer.Fate.CARRIED_OUT)))
                .withAction(6, serve(Arbitraries.of(ModelServer.Fate.class)))
                .withAction(
                        3,
                        action(
                                world -> true,
                                Arbitraries.of(1, 10, 50, 66, 300, 4000, 11_000)
                                        .map(seconds -> step(
                                                "advance " + seconds + " s",
                                                world -> world.advance(Duration.ofSeconds(seconds))))))
                .withAction(1, always(UP, "crash", World::crash))
                .withAction(
                        1,
                        action(
                                UP,
                                Arbitraries.of(0, 1, 100, 600, 1000)
                                        .map(bytes -> step(
                                                "crash after " + bytes + " bytes of the next write",
                                                world -> world.crashWhileWriting(bytes)))))
                .withAction(1, always(UP, "stop", World::stop))
                .withAction(6, always(UP.negate(), "start", World::start))
                .withAction(
                        4,
                        always(
                                UP.and(world -> world.builds.stream().anyMatch(build -> !build.running)),
                                "resume",
                                World::resumeOne))
                .withAction(
                        4,
                        always(
                                UP.and(world -> !world.controller.kept
                                        && world.builds.stream().allMatch(build -> build.running)),
                                "start keeper",
                                World::startKeeper))
                .withAction(
                        1,
                        action(
                                world -> true,
                                Arbitraries.longs()
                                        .between(1, 3)
                                        .map(id -> step("somebody else changes " + id, world -> world.meddle(id)))))
                .withMaxTransformations(50);
    }

    private static Transformer<World> step(String name, Consumer<World> change) {
        return Transformer.mutate(name, world -> {
            world.events.add("- " + name);
            change.accept(world);
            world.check();
        });
    }

    private static Action<World> action(Predicate<World> possible, Arbitrary<Transformer<World>> steps) {
        return new Action.Independent<>() {
            @Override
            public boolean precondition(World world) {
                return possible.test(world);
            }

            @Override
            public Arbitrary<Transformer<World>> transformer() {
                return steps;
            }
        };
    }

    private static Action<World> always(Predicate<World> possible, String name, Consumer<World> change) {
        return action(possible, Arbitraries.just(step(name, change)));
    }

    private static Action<World> onBuild(String name, World.Phase phase, BiConsumer<World, World.Build> change) {
        return action(
                UP.and(world -> !in(world, phase).isEmpty()),
                Arbitraries.integers()
                        .between(0, 5)
                        .map(number -> step(name + " " + number, world -> {
                            List<World.Build> builds = in(world, phase);
                            change.accept(world, builds.get(number % builds.size()));
                        })));
    }

    private static List<World.Build> in(World world, World.Phase phase) {
        return world.builds.stream()
                .filter(build -> build.phase == phase && build.running)
                .toList();
    }

    private static Action<World> serve(Arbitrary<ModelServer.Fate> fates) {
        return action(
                UP.and(world -> world.server.pending() > 0),
                Combinators.combine(Arbitraries.integers().between(0, 5), fates)
                        .as((number, fate) ->
                                step("serve " + number + " " + fate, world -> world.server.serve(number, fate))));
    }

    private static final Logger LOGGER = Logger.getLogger(LeaseFile.class.getName());

    @BeforeContainer
    static void beSilent() {
        // Of leases that a controller cannot write that has just crashed.
        LOGGER.setLevel(Level.OFF);
    }

    @AfterContainer
    static void beSilentNoMore() {
        LOGGER.setLevel(null);
    }

    @Property
    void noDoorIsLeftOpenAndNobodyIsLockedOut(@ForAll("worlds") ActionChain<World> chain) {
        chain.run().heal();
    }
}
