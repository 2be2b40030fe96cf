package io.jenkins.plugins.senhasegura.mysafe.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.senhasegura.mysafe.api.SettingException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Settings as values, and what a change makes of them; without a Jenkins. */
class SettingsDraftTest {
    private static final MySafeServer MAIN = new MySafeServer("main", "https://senhasegura.example.com/");
    private static final MySafeServer SECRET = new MySafeServer("secret-project", "https://secret.example.com/");
    private static final MySafeSettings BEFORE = new MySafeSettings(
            List.of(MAIN, SECRET), List.of("BAD_REQUEST", "ACCESS_DENIED"), List.of("UNREACHABLE"), List.of());

    private final SettingsDraft draft = new SettingsDraft(null);

    @Test
    void errorMovesToTheListThatNamesIt() {
        draft.mapped("passOn", List.of("BAD_REQUEST", "UNREACHABLE"));

        MySafeSettings after = draft.over(BEFORE);

        assertThat(after.unstableOn()).containsExactly("ACCESS_DENIED");
        assertThat(after.failOn()).isEmpty();
        assertThat(after.passOn()).containsExactly("BAD_REQUEST", "UNREACHABLE");
        assertThat(after.servers()).containsExactly(MAIN, SECRET);
        after.mapping();
        assertThat(BEFORE.unstableOn()).as("what others have").contains("BAD_REQUEST");
    }

    @Test
    void errorThatOneChangeNamesTwiceIsRefused() {
        draft.mapped("failOn", List.of("BAD_REQUEST"));

        assertThatThrownBy(() -> draft.mapped("unstableOn", List.of("BAD_REQUEST")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("\"BAD_REQUEST\" is named twice");
    }

    @Test
    void nullIsAnEmptyList() {
        draft.servers(null);
        draft.mapped("unstableOn", null);

        MySafeSettings after = draft.over(BEFORE);

        assertThat(after.servers()).isEmpty();
        assertThat(after.unstableOn()).isEmpty();
        assertThat(after.failOn()).containsExactly("UNREACHABLE");
    }

    @Test
    void unknownServersMessageNamesNoOther() {
        assertThatThrownBy(() -> BEFORE.server("typo"))
                .hasMessageStartingWith("server: \"typo\" is not configured. Take a name that")
                .hasMessageNotContaining("secret-project");
        assertThat(BEFORE.server(null)).isSameAs(MAIN);
        assertThat(BEFORE.server("secret-project")).isSameAs(SECRET);
    }
}
