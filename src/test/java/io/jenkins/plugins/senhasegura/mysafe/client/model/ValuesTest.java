package io.jenkins.plugins.senhasegura.mysafe.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small immutable types that settings and results are made of. */
class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "https://pam.example, https, pam.example, 443, /",
        "HTTP://PAM.example/, http, pam.example, 80, /",
        "http://pam.example:8080/a/b, http, pam.example, 8080, /a/b/",
        "https://[2001:DB8::1]:8443/, https, 2001:db8::1, 8443, /",
        "' https://pam.example/ ', https, pam.example, 443, /"
    })
    void partsOfAUrl(String text, String scheme, String bareHost, int port, String path) {
        ServerUrl url = ServerUrl.base("url", text);
        assertThat(url.scheme()).isEqualTo(scheme);
        assertThat(url.bareHost()).isEqualTo(bareHost);
        assertThat(url.effectivePort()).isEqualTo(port);
        assertThat(url.path()).isEqualTo(path);
        assertThat(url.isSecure()).isEqualTo(scheme.equals("https"));
    }

    @ParameterizedTest
    @CsvSource({
        "iso/oauth2/token, https://pam.example:8443/pam/iso/oauth2/token",
        "/api/oauth2/token, https://pam.example:8443/api/oauth2/token",
        "https://login.example/token, https://login.example/token",
        "http://login.example:81, http://login.example:81/",
        "' iso/oauth2/token ', https://pam.example:8443/pam/iso/oauth2/token"
    })
    void tokenUrlIsAbsoluteOrRelative(String text, String expected) {
        ServerUrl base = ServerUrl.base("url", "https://pam.example:8443/pam");
        assertThat(ServerUrl.token("tokenUrl", text, base)).hasToString(expected);
    }

    @Test
    void passwordIsEnabledBelowTheServersPath() {
        ServerSettings settings = Settings.of("https://pam.example/pam").build();
        assertThat(settings.urlOf(Operation.ENABLE, new PasswordId(7)))
                .hasToString("https://pam.example/pam/api/mysafe/password/active/7");
    }

    @Test
    void settingsNeedAllButTheClientCertificate() {
        ServerSettings all = Settings.of("https://pam.example/").build();
        assertThat(all.clientCertificate()).isNull();
        assertThatThrownBy(() -> new ServerSettings(
                        null, all.url(), all.tokenUrls(), null, all.trust(), null, all.proxies(), all.limits()))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void defaultLimitsAreTheContracts() {
        assertThat(Limits.DEFAULT)
                .isEqualTo(new Limits(
                        Duration.ofSeconds(10), Duration.ofSeconds(65), Duration.ofSeconds(200), 3, 64, true));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 30, 120, 3, 64, connectTimeout",
        "-1, 30, 120, 3, 64, connectTimeout",
        "121, 30, 120, 3, 64, connectTimeout",
        "10, 0, 120, 3, 64, responseTimeout",
        "10, 601, 120, 3, 64, responseTimeout",
        "10, 30, 0, 3, 64, totalTimeout",
        "10, 30, 3601, 3, 64, totalTimeout",
        "10, 30, 120, 0, 64, attempts",
        "10, 30, 120, 11, 64, attempts",
        "10, 30, 120, 3, 0, connections",
        "10, 30, 120, 3, 1001, connections"
    })
    void limitsOutsideTheirRangeAreRefused(
            int connect, int response, int total, int attempts, int connections, String field) {
        SettingException refused = catchThrowableOfType(
                SettingException.class,
                () -> new Limits(
                        Duration.ofSeconds(connect),
                        Duration.ofSeconds(response),
                        Duration.ofSeconds(total),
                        attempts,
                        connections,
                        true));
        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused.message(Locale.ENGLISH)).startsWith(field + ": ").contains("from 1 to");
    }

    @Test
    void mappingWithoutNamesIsNone() {
        assertThat(ErrorMapping.of(null, null, null)).isSameAs(ErrorMapping.NONE);
        assertThat(ErrorMapping.of(List.of(), List.of(), List.of())).isSameAs(ErrorMapping.NONE);
        assertThat(ErrorMapping.NONE.over(ErrorMapping.NONE)).isSameAs(ErrorMapping.NONE);
    }

    @Test
    void passedErrorLeavesTheBuildAsItIsAndTheStepsListsWin() {
        ErrorMapping installation = ErrorMapping.of(List.of("BAD_REQUEST"), List.of(), List.of("UNREACHABLE"));
        ErrorMapping step = ErrorMapping.of(List.of(), List.of("UNREACHABLE"), List.of("BAD_REQUEST"));
        assertThat(installation.resultOf(Outcome.UNREACHABLE)).isEqualTo(BuildResult.SUCCESS);
        assertThat(step.over(installation).asMap())
                .containsEntry(Outcome.UNREACHABLE, BuildResult.FAILURE)
                .containsEntry(Outcome.BAD_REQUEST, BuildResult.SUCCESS);
        assertThatThrownBy(() -> ErrorMapping.of(List.of("BAD_REQUEST"), List.of(), List.of("BAD_REQUEST")))
                .hasMessage(
                        "passOn: \"BAD_REQUEST\" is named twice. Name each error once, in unstableOn, failOn or passOn.");
        assertThatThrownBy(() -> ErrorMapping.of(List.of(), List.of(), List.of("CONFIGURATION")))
                .hasMessageStartingWith("passOn: \"CONFIGURATION\" is not an error that can be mapped.");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "https://pam.example/api, /api",
                "https://pam.example/x/iso/, /iso",
                "https://pam.example/, null",
                "https://pam.example/apis, null",
                "https://api/, null",
                "https://pam.example/api/v1, null"
            })
    void endOfTheUrlThatBelongsToTheApisPaths(String url, String surplus) {
        assertThat(ServerUrl.base("url", url).surplusPath()).isEqualTo(surplus);
    }

    @Test
    void tenantIsSentInTheBodyOfTheTokenRequest() {
        ClientCredentials credentials = new ClientCredentials("key", "a", "b&c");
        assertThat(credentials.tokenForm(null))
                .isEqualTo("grant_type=client_credentials&client_id=a&client_secret=b%26c");
        assertThat(credentials.tokenForm("acme")).endsWith("&client_secret=b%26c&tenant=acme");
    }

    @Test
    void settingsAreLimitedToAShorterTimeAlone() {
        ServerSettings settings = Settings.of("https://vault.example/").build();
        assertThat(settings.within(Duration.ofSeconds(40)).limits().totalTimeout())
                .hasSeconds(40);
        assertThat(settings.within(Duration.ofSeconds(40)).limits().connections())
                .isEqualTo(settings.limits().connections());
        assertThat(settings.within(Duration.ofDays(1))).isSameAs(settings);
    }

    @Test
    void credentialsSayWhetherTheirUserNameIsSecretAndTheirIdIsOneLine() {
        assertThat(new ClientCredentials("key", "a", "b", true).secrets()).containsExactly("b", "a");
        assertThat(new ClientCredentials("key", "a", "b").secrets()).containsExactly("b");
        assertThat(new ClientCredentials("x\r\ny\u2028z", "a", "b").credentialsId())
                .isEqualTo("x y z");
    }

    @Test
    void mappingIsReadOnly() {
        ErrorMapping mapping = ErrorMapping.of(List.of("UNREACHABLE"), List.of("TLS_FAILURE"), List.of());
        assertThat(mapping.asMap())
                .containsEntry(Outcome.UNREACHABLE, BuildResult.UNSTABLE)
                .containsEntry(Outcome.TLS_FAILURE, BuildResult.FAILURE)
                .hasSize(2);
        assertThatThrownBy(() -> mapping.asMap().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \n"})
    void noPemTrustsWhatTheRuntimeTrusts(String pem) {
        assertThat(TrustedCertificates.parse("ca", pem)).isSameAs(TrustedCertificates.NONE);
    }

    @Test
    void pemMayHaveOtherTextAndOtherLineEnds() {
        String one = Certificates.authority("One").pem();
        String two = Certificates.authority("Two").pem().replace("\n", "\r\n\t");
        TrustedCertificates both = TrustedCertificates.parse("ca", "subject=One\n" + one + "\nsubject=Two\n" + two);
        assertThat(both.certificates())
                .extracting(certificate -> certificate.getSubjectX500Principal().getName())
                .containsExactly("CN=One", "CN=Two");
    }

    @Test
    void certificatesAreCopied() {
        List<java.security.cert.X509Certificate> list =
                new ArrayList<>(List.of(Certificates.authority("One").certificate()));
        TrustedCertificates trusted = new TrustedCertificates(list);
        list.clear();
        assertThat(trusted.certificates()).hasSize(1);
    }

    @Test
    void digestTellsSecretsAndIdsApart() {
        assertThat(new ClientCredentials("key", "a", "bc").digest())
                .isEqualTo(new ClientCredentials("other", "a", "bc").digest())
                .isNotEqualTo(new ClientCredentials("key", "ab", "c").digest())
                .isNotEqualTo(new ClientCredentials("key", "a", "bd").digest());
    }

    @Test
    void settingExceptionHasNoStackTraceAndSurvivesSerialization() throws IOException, ClassNotFoundException {
        SettingException thrown = new SettingException("id", "x\ny", "id.bad", Long.MAX_VALUE);
        assertThat(thrown.getStackTrace()).isEmpty();
        assertThat(thrown.field()).isEqualTo("id");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            SettingException read = (SettingException) in.readObject();
            assertThat(read.message(Locale.ENGLISH))
                    .startsWith("id: \"x y\" is not a password identifier.")
                    .isEqualTo(thrown.message(Locale.ENGLISH));
        }
    }

    @Test
    void oneLineCutsBetweenCharactersAndNeverInsideOne() {
        assertThat(Redactor.oneLine("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Redactor.oneLine("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(Redactor.oneLine("abcd\uD83D\uDD11", 6)).isEqualTo("abcd\uD83D\uDD11");
        assertThat(Redactor.oneLine("abcde\uD83D\uDD11", 6)).isEqualTo("abcde…");
        assertThat(Redactor.oneLine("abcd\uD83D\uDD11x", 6)).isEqualTo("abcd…");
        assertThat(Redactor.oneLine("\r\n a \t b\u0000\u0000c\uD83D \n", 50)).isEqualTo("a b c");
    }

    @Test
    void redactorPassesOverWhatIsNoSecret() {
        List<String> secrets = new ArrayList<>();
        secrets.add(null);
        secrets.add("");
        secrets.add("\n");
        Redactor redactor = Redactor.of(secrets);
        assertThat(redactor.message("a b")).isEqualTo("a b");
        assertThat(redactor.message(null)).isNull();
    }
}
