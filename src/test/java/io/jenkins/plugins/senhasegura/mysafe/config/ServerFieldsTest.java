package io.jenkins.plugins.senhasegura.mysafe.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mockStatic;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.function.Consumer;
import jenkins.security.FIPS140;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.MockedStatic;

/** What a server's fields may hold, and what their errors say; without a Jenkins. */
class ServerFieldsTest {
    private static final String URL = "https://senhasegura.example.com/";

    private static void refused(Consumer<MySafeServer> setter, String message) {
        MySafeServer server = new MySafeServer("production", URL);
        assertThatThrownBy(() -> setter.accept(server))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("server \"production\", " + message);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n"})
    void blankTenantIsNone(String given) {
        MySafeServer server = new MySafeServer("production", URL);
        server.setTenant(given);
        assertThat(server.settings(found -> {}).tenant()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"acme, acme", "' acme ', acme", "ACME-2_x, ACME-2_x", "a, a", "7, 7"})
    void tenantIsASubdomain(String given, String read) {
        MySafeServer server = new MySafeServer("production", URL);
        server.setTenant(given);
        assertThat(server.settings(found -> {}).tenant()).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme.example.com",
                "acme.",
                "ac me",
                "https://acme",
                "acme/",
                "acme&x=y",
                "-acme",
                "acme-",
                "açme",
                "a\u200bb",
                "acme\nother",
                "a123456789a123456789a123456789a123456789a123456789a123456789a123"
            })
    void anythingElseIsNoTenant(String given) {
        refused(server -> server.setTenant(given), "tenant: \"");
    }

    @ParameterizedTest
    @CsvSource({
        "many, '\"many\" is not a whole number. Give one from 1 to 10 in digits.'",
        "2.5, '\"2.5\" is not a whole number.'",
        "99999999999, '\"99999999999\" is not a whole number.'",
        "'', 'is empty. Give a whole number from 1 to 10 in digits.'",
        "0, '\"0\" is not allowed. Give a whole number from 1 to 10.'",
    })
    void numberThatIsNoneIsNamedAsItWasWritten(String given, String said) {
        refused(server -> server.setAttempts(given), "attempts: " + said);
    }

    @Test
    void whatIsNotGivenIsTheContracts() {
        ServerSettings least = new MySafeServer("production", URL).settings(found -> {});
        assertThat(least.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(least.tokenUrls()).hasToString("[" + URL + "api/oauth2/token, " + URL + "iso/oauth2/token]");
    }

    @Test
    void givenAccessTokenUrlIsTheOnlyOne() {
        MySafeServer server = new MySafeServer("production", URL);
        server.setTokenUrl(" iso/oauth2/token ");
        assertThat(server.tokenUrls()).hasToString("[" + URL + "iso/oauth2/token]");
        server.setTokenUrl(" ");
        assertThat(server.getTokenUrl()).isNull();
        assertThat(server.tokenUrls()).hasSize(2);
    }

    @Test
    void plainHttpIsRefusedInFipsMode() {
        MySafeServer before = new MySafeServer("before", "http://senhasegura.example.com/");
        try (MockedStatic<FIPS140> fips = mockStatic(FIPS140.class)) {
            fips.when(FIPS140::useCompliantAlgorithms).thenReturn(true);
            assertThatThrownBy(() -> new MySafeServer("production", "http://senhasegura.example.com/"))
                    .hasMessageContaining("url: \"http://senhasegura.example.com/\" is not encrypted");
            refused(server -> server.setTokenUrl("http://login.example.com/token"), "tokenUrl: \"http://login");
            assertThatThrownBy(() -> before.settings(found -> {}))
                    .as("a build")
                    .hasMessageContaining("FIPS mode. Give an address that begins with https://.");
            assertThat(new MySafeServer("production", URL).settings(found -> {}))
                    .isNotNull();
        }
    }
}
