package io.jenkins.plugins.senhasegura.mysafe.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings as values, and what a change makes of them; without a Jenkins. */
class SettingsDraftTest {
    private static final MySafeServer MAIN = new MySafeServer("main", "https://senhasegura.example.com/");
    private static final MySafeServer SECRET = new MySafeServer("secret-project", "https://secret.example.com/");
    private static final MySafeSettings BEFORE = new MySafeSettings(
            List.of(MAIN, SECRET), List.of("BAD_REQUEST", "ACCESS_DENIED"), List.of("UNREACHABLE"), List.of(), 36);

    private final SettingsDraft draft = new SettingsDraft(null);

    @Test
    void errorMovesToTheListThatNamesIt() {
        draft.mapped("passOn", List.of("BAD_REQUEST", "UNREACHABLE"));

        MySafeSettings after = draft.over(BEFORE);

        assertThat(after.unstableOn()).containsExactly("ACCESS_DENIED");
        assertThat(after.failOn()).isEmpty();
        assertThat(after.passOn()).containsExactly("BAD_REQUEST", "UNREACHABLE");
        assertThat(after.servers()).containsExactly(MAIN, SECRET);
        assertThat(after.auditMonths()).isEqualTo(36);
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

    @ParameterizedTest
    @CsvSource({"12, 12", "0, ", "-1, ", "1201, ", "two years, ", "'', "})
    void monthsOfTheAuditAreAWholeNumber(String given, Integer kept) {
        if (kept == null) {
            assertThatThrownBy(() -> draft.auditMonths(given)).hasMessageContaining("auditMonths: ");
        } else {
            draft.auditMonths(given);
        }

        assertThat(draft.over(BEFORE).auditMonths()).isEqualTo(kept == null ? 36 : kept);
    }

    @Test
    void monthsThatOnlyAnEditedFileCanHoldDeleteNothing() {
        for (int months : new int[] {-1, 0, 1201}) {
            assertThat(new MySafeSettings(List.of(), List.of(), List.of(), List.of(), months).auditMonths())
                    .isEqualTo(1200);
        }
        // Whoever sets something else has not said that anything is to be deleted.
        assertThat(new SettingsDraft(null).over(MySafeSettings.UNREADABLE).auditMonths())
                .isEqualTo(1200);
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
