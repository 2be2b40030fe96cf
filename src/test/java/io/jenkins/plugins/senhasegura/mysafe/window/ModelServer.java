package io.jenkins.plugins.senhasegura.mysafe.window;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps the true state of the passwords, and responds as it is told to. */
final class ModelServer {
    /** After this time it carries nothing out any more. */
    static final Duration RESPONSE = Duration.ofSeconds(65);

    /** What becomes of a request. */
    enum Fate {
        CARRIED_OUT,
        /** A whole response, and nothing done. */
        REFUSED,
        FAILED,
        /** Done, and its response lost. */
        RESPONSE_LOST,
        REQUEST_LOST,
        /** A response that is lost, and done after it was given up. Of those that enable only. */
        LATE,
        /** The first response is lost, and the second attempt does it. */
        SECOND_ATTEMPT,
        /** The first attempt is done after the second one. Of those that enable only. */
        SECOND_ATTEMPT_AND_LATE
    }

    final class Request implements Gate.Sending {
        final Lease lease;
        final boolean enables;
        private final CompletableFuture<Ended> ended = new CompletableFuture<>();
        private final World.Controller from;

        Request(Lease lease, boolean enables, World.Controller from) {
            this.lease = lease;
            this.enables = enables;
            this.from = from;
        }

        long id() {
            return lease.key().password();
        }

        @Override
        public CompletionStage<Ended> ended() {
            return ended;
        }

        @Override
        public void abort() {
            if (!ended.isDone()) {
                serve(
                        this,
                        List.of(Fate.RESPONSE_LOST, Fate.REQUEST_LOST, Fate.LATE)
                                .get(random.nextInt(3)));
            }
        }

        void carryOut() {
            if (!enables) {
                active.remove(id());
                ours.remove(id());
            } else if (active.add(id())) {
                ours.add(id());
            }
        }

        private Outcome outcome() {
            boolean was = active.contains(id());
            carryOut();
            if (enables) {
                return was ? Outcome.ALREADY_ACTIVE : Outcome.ACTIVATED;
            }
            return was ? Outcome.DEACTIVATED : Outcome.ALREADY_INACTIVE;
        }

        private Ended end(Fate fate) {
            return switch (fate) {
                case CARRIED_OUT -> new Ended(outcome(), false);
                case REFUSED -> new Ended(Outcome.ACCESS_DENIED, false);
                case FAILED -> new Ended(Outcome.SERVER_ERROR, false);
                case REQUEST_LOST -> new Ended(Outcome.UNREACHABLE, true);
                case RESPONSE_LOST -> {
                    carryOut();
                    yield new Ended(Outcome.UNREACHABLE, true);
                }
                case LATE -> {
                    late();
                    yield new Ended(Outcome.UNREACHABLE, true);
                }
                case SECOND_ATTEMPT -> {
                    carryOut();
                    yield new Ended(outcome(), true);
                }
                case SECOND_ATTEMPT_AND_LATE -> {
                    late();
                    yield new Ended(outcome(), true);
                }
            };
        }

        private void late() {
            // What disables after it was given up is beyond what windows can promise.
            if (enables) {
                clock.schedule(RESPONSE.minusSeconds(1 + random.nextInt(60)), () -> {
                    carryOut();
                    world.check();
                });
            }
        }
    }

    private final World world;
    private final FakeScheduler clock;
    private final Random random;
    /** Which passwords are active. */
    final Set<Long> active = new HashSet<>();
    /** Which of them because of a window. */
    final Set<Long> ours = new HashSet<>();

    private final List<Request> pending = new ArrayList<>();

    ModelServer(World world, FakeScheduler clock, Random random) {
        this.world = world;
        this.clock = clock;
        this.random = random;
    }

    Request receive(Lease lease, boolean enables, World.Controller from) {
        Request request = new Request(lease, enables, from);
        for (Request other : pending) {
            if (other.id() == request.id() && !(other.enables && enables)) {
                world.fail("two requests for " + request.id() + " overlap, and one of them disables");
            }
        }
        pending.add(request);
        return request;
    }

    int pending() {
        return pending.size();
    }

    boolean isPending(long id) {
        return pending.stream().anyMatch(request -> request.id() == id);
    }

    void serve(int number, Fate fate) {
        serve(pending.get(number % pending.size()), fate);
    }

    private void serve(Request request, Fate fate) {
        pending.remove(request);
        Ended end = request.end(fate);
        world.ends(request, end);
        request.ended.complete(end);
    }

    /** A controller is gone: nobody hears of its requests any more. */
    void drop(World.Controller gone) {
        for (Request request : List.copyOf(pending)) {
            if (request.from == gone) {
                pending.remove(request);
                Ended end = request.end(List.of(Fate.RESPONSE_LOST, Fate.REQUEST_LOST, Fate.LATE)
                        .get(random.nextInt(3)));
                world.ends(request, end);
            }
        }
    }
}
