package io.jenkins.plugins.senhasegura.mysafe.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.remoting.ProxyException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What of a block's end is there at once, and what of it after a restart. */
class BlockEndTest {
    /** As the program of a Pipeline does. */
    private static BlockEnd restarted(BlockEnd end) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(kept)) {
            out.writeObject(end);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(kept.toByteArray()))) {
            return (BlockEnd) in.readObject();
        }
    }

    static List<Object> plain() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", List.of("a", 1, 2L, new BigDecimal("1.5"), true, 'c'));
        map.put("nothing", null);
        return List.of(
                "text", 7, false, map, Arrays.asList(null, "a"), List.of(), List.of(Set.of(1)), Outcome.ACTIVATED);
    }

    @ParameterizedTest
    @MethodSource
    void plain(Object returned) throws Exception {
        BlockEnd end = new BlockEnd(returned, null);
        assertThat(end.returned()).isSameAs(returned);
        assertThat(restarted(end).returned()).isEqualTo(returned);
        assertThat(restarted(end).thrown()).isNull();
    }

    static Stream<Object> unkept() {
        Object matcher = Pattern.compile("a").matcher("a");
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        endless.add(matcher);
        return Stream.of(
                matcher,
                new ArrayList<>(List.of(matcher)),
                new LinkedHashMap<>(Map.of("key", matcher)),
                Collections.singletonMap(matcher, "value"),
                endless);
    }

    @ParameterizedTest
    @MethodSource
    void unkept(Object returned) throws Exception {
        BlockEnd end = new BlockEnd(returned, null);
        assertThat(end.returned() == returned).isTrue();
        assertThat(restarted(end).returned()).isNull();
    }

    @Test
    void aFailureIsKeptAsItIsWhereThatCanBe() throws Exception {
        BlockEnd end = new BlockEnd(null, new AbortException("why"));
        assertThat(restarted(end).thrown()).isInstanceOf(AbortException.class).hasMessage("why");
    }

    @Test
    void aFailureThatHoldsWhatCannotBeKeptIsThereInWords() throws Exception {
        IllegalStateException failure = new IllegalStateException("why") {
            private static final long serialVersionUID = 1L;
            private final transient Object unused = null;

            @SuppressWarnings("serial") // that is the point
            private final Object held = new Object();

            @Override
            public String toString() {
                return "held " + (held == unused) + ": why";
            }
        };
        BlockEnd end = new BlockEnd(null, failure);
        assertThat(end.thrown()).isSameAs(failure);
        assertThat(restarted(end).thrown()).isInstanceOf(ProxyException.class).hasMessageContaining("why");
    }
}
