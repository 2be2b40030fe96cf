package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ByIdentityTest {
    /** As builds of another plugin that are all equal. */
    private record Equal(int number) {}

    private final ByIdentity<Object, String> values = new ByIdentity<>();

    @Test
    void objectsThatAreEqualHaveValuesOfTheirOwn() {
        Equal one = new Equal(1);
        Equal other = new Equal(1);
        assertThat(values.computeIfAbsent(one, () -> "one")).isEqualTo("one");
        assertThat(values.contains(other)).isFalse();
        assertThat(values.computeIfAbsent(other, () -> "other")).isEqualTo("other");
        assertThat(values.computeIfAbsent(one, () -> "again")).isEqualTo("one");

        assertThat(values.remove(one)).isEqualTo("one");
        assertThat(values.contains(one)).isFalse();
        assertThat(values.remove(one)).isNull();
        assertThat(values.contains(other)).isTrue();
    }

    @Test
    @Timeout(60)
    void valueGoesWithItsObject() throws InterruptedException {
        values.computeIfAbsent(new Object(), () -> "gone");
        Object kept = new Object();
        while (values.values().size() > 1 || !values.contains(kept)) {
            System.gc();
            Thread.sleep(10);
            values.computeIfAbsent(kept, () -> "kept");
        }
        assertThat(values.contains(kept)).isTrue();
    }
}
