package io.jenkins.plugins.senhasegura.mysafe.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.Logged;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows from a change, one after the other. With errors that JUnit outlives, as it does none for want of memory. */
class ChangesTest {
    private final Changes changes = new Changes();
    private final List<String> done = new ArrayList<>();

    @Test
    void whateverOneThatFollowsThrowsTheOthersHaveTheirEnd() {
        try (Logged logged = new Logged()) {
            changes.make(() -> {
                changes.then(() -> {
                    throw new InternalError("unable to create native thread");
                });
                changes.then(() -> {
                    throw new IllegalStateException();
                });
                changes.then(() -> done.add("the others"));
            });
            assertThat(done).containsExactly("the others");
            assertThat(logged.texts())
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("InternalError")
                    .contains("ChangesTest");
        }
    }

    @Test
    void aRequestThatCannotBeSentEndsAsOneOfWhichNothingIsKnown() {
        try (Logged logged = new Logged()) {
            List<Ended> ends = new ArrayList<>();
            UnderWay request = new UnderWay(new Surroundings(changes, null, null, "", null, null, null));
            changes.make(() -> request.send(
                    () -> {
                        throw new InternalError("unable to create native thread");
                    },
                    ends::add));
            assertThat(ends).containsExactly(Ended.UNKNOWN);
            assertThat(logged.texts()).hasSize(1);
        }
    }
}
