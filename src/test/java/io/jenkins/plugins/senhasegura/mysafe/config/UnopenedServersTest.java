package io.jenkins.plugins.senhasegura.mysafe.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers the configuration page does not open, and what their names stand for; without a Jenkins. */
class UnopenedServersTest {
    private static List<MySafeServer> servers(String... names) {
        return Arrays.stream(names)
                .map(name -> new MySafeServer(name, "https://senhasegura.example.com/"))
                .toList();
    }

    @Test
    void fewAreAllOpened() {
        assertThat(UnopenedServers.among(servers("a", "b", "c"))).isEmpty();
    }

    /** A name that two have says of neither which one is meant. */
    @Test
    void ofManyThoseAreNotOpenedThatANameIdentifies() {
        List<MySafeServer> many = servers("a", "b", "c", "a", "d");
        assertThat(UnopenedServers.among(many))
                .containsExactlyInAnyOrder(many.get(1), many.get(2), many.get(4))
                .doesNotContainNull();
    }

    @Test
    void nameStandsForTheSavedServer() {
        List<MySafeServer> saved = servers("a", "b", "c");
        assertThat(new UnopenedServers(saved).saved("b")).isSameAs(saved.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "twin"})
    void nameOfNoneOrOfTwoIsRefused(String name) {
        UnopenedServers saved = new UnopenedServers(servers("a", "twin", "twin"));
        assertThatThrownBy(() -> saved.saved(name))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("\"" + name + "\"")
                .hasMessageContaining("Reload the page");
    }
}
