package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input: CONFIGURATION, with a message that names the field, the value and the remedy, and nothing is sent. */
class ConfigurationTest extends OutcomeTestBase {
    private Callable<ErrorMapping> mapping = () -> ErrorMapping.NONE;
    private Callable<ServerSettings> settings = () -> Settings.of(server).build();
    private Callable<ClientCredentials> credentials = OperationsFixture::credentials;

    /** Asks for a password and expects to be told what is wrong; returns the message. */
    private String misconfigured(String id) {
        OperationEnd enabled =
                fixture.enable(new OperationRequest(Operation.ENABLE, id, mapping, settings, credentials));
        OperationResult activation = enabled.operation();
        assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(enabled.result()).isEqualTo(BuildResult.FAILURE);
        assertThat(activation.attempts()).isZero();
        assertThat(activation.httpStatus()).isZero();
        assertThat(activation.errorCode()).isNull();
        assertThat(activation.requestId()).isNull();
        assertThat(activation.active()).isFalse();
        assertThat(server.connections()).as("nothing is sent").isZero();
        assertThat(fixture.log()).anyMatch(line -> line.contains(activation.message()));
        return activation.message();
    }

    private static void assertRemedy(String message, String... words) {
        assertThat(message).contains(words).matches(".*[.] [A-Z].*[.]");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n"})
    void missingId(String id) {
        assertRemedy(misconfigured(id), "id: is missing", "Give the identifier");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "+10",
                "10abc",
                "abc",
                "1.5",
                "10.0",
                "1e3",
                "007",
                "00",
                "0x10",
                "10L",
                "1_000",
                "1,000",
                "9223372036854775808",
                "99999999999999999999",
                "123456789012345678901234567890123456789012345678901234567890",
                "../",
                "10/../11",
                "%2e",
                "10%0a",
                "10?x=1",
                "10#",
                "1 0",
                "\u00a010",
                "${ID}",
                "null",
                "\uFF11\uFF10",
                "\u0661\u0660",
                "1\u0660"
            })
    void badId(String id) {
        assertRemedy(
                misconfigured(id),
                "id: \"" + Redactor.oneLine(id, 80) + "\"",
                "Give a whole number from 1 to 9223372036854775807");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\n0", "10\r\nX-Evil: 1", "1\u20280", "1\u00000"})
    void idWithControlCharactersIsQuotedInOneLine(String id) {
        String message = misconfigured(id);
        assertThat(message).startsWith("id: \"1").doesNotContainPattern("[\\p{Cntrl}\u2028]");
    }

    @ParameterizedTest
    @CsvSource({"'10​', U+200B ZERO WIDTH SPACE", "'﻿10', U+FEFF ZERO WIDTH NO-BREAK SPACE", "'1 0', U+00A0"})
    void invisibleCharacterIsNamed(String id, String name) {
        assertThat(misconfigured(id)).contains("invisible character " + name, "from 1 to 9223372036854775807");
    }

    @Test
    void veryLongIdIsQuotedInPart() {
        assertThat(misconfigured("1".repeat(100_000))).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", " 10", "10 ", "\t10\r\n"})
    void blanksAroundAnIdAreTrimmed(String id) {
        server.pending(Responses.activated());
        OperationResult activation = fixture.enable(
                        new OperationRequest(Operation.ENABLE, id, mapping, settings, credentials))
                .operation();
        assertThat(activation.outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(activation.id()).isEqualTo("10");
    }

    @Test
    void badIdIsFoundBeforeAnythingIsLookedUp() {
        mapping = () -> {
            throw new AssertionError("looked up");
        };
        settings = () -> {
            throw new AssertionError("looked up");
        };
        assertThat(misconfigured("0")).startsWith("id: ");
    }

    static Stream<Arguments> badUrl() {
        return Stream.of(
                argumentSet("null", null, null, "is missing"),
                argumentSet("empty", "", null, "is missing"),
                argumentSet("blank", "  ", null, "is missing"),
                argumentSet("query", "https://pam.example/?x=1", "https://pam.example/?…", "has a query"),
                argumentSet("empty query", "https://pam.example/?", "https://pam.example/?", "has a query"),
                argumentSet(
                        "fragment", "https://pam.example/#top", "https://pam.example/#…", "has a query or a fragment"),
                argumentSet("user", "https://me@pam.example/", "https://…@pam.example/", "Leave them out"),
                argumentSet(
                        "user and password", "https://me:hidden@pam.example/", "https://…@pam.example/", "user name"),
                argumentSet("ftp", "ftp://pam.example/", "ftp://pam.example/", "neither http nor https"),
                argumentSet("ftp:", "ftp:", "ftp:", "is not a URL"),
                argumentSet("file", "file:///etc/passwd", "file:///etc/passwd", "neither http nor https"),
                argumentSet("javascript", "javascript:alert(1)", "javascript:alert(1)", "neither http nor https"),
                argumentSet("no scheme", "pam.example", "pam.example", "neither http nor https"),
                argumentSet("host and port only", "pam.example:8443", "pam.example:8443", "neither http nor https"),
                argumentSet("scheme-relative", "//pam.example/", "//pam.example/", "neither http nor https"),
                argumentSet("no host", "https:///", "https:///", "no host"),
                argumentSet("scheme only", "https://", "https://", "is not a URL"),
                argumentSet("opaque", "https:pam.example", "https:pam.example", "no host"),
                argumentSet("port without a host", "https://:8443/", "https://:8443/", "no host"),
                argumentSet("port 0", "https://pam.example:0/", "https://pam.example:0/", "from 1 to 65535"),
                argumentSet("port 65536", "https://pam.example:65536/", "https://pam.example:65536/", "no port"),
                argumentSet("port with letters", "https://pam.example:https/", "https://pam.example:https/", "no host"),
                argumentSet("very long port", "https://pam.example:123456/", "https://pam.example:123456/", "no host"),
                argumentSet("blank inside", "https://pam. example/", "https://pam. example/", "is not a URL"),
                argumentSet(
                        "line end inside", "https://pam.example/\r\nX: y", "https://pam.example/ X: y", "is not a URL"),
                argumentSet("backslashes", "https:\\\\pam.example\\", "https:\\\\pam.example\\", "is not a URL"),
                argumentSet("broken percent", "https://pam.example/%zz", "https://pam.example/%zz", "is not a URL"),
                argumentSet(
                        "letters beyond ASCII in the host",
                        "https://pämä.example/",
                        "https://pämä.example/",
                        "no host"),
                argumentSet("broken IPv6 address", "https://[::1/", "https://[::1/", "is not a URL"),
                argumentSet("too long", "https://pam.example/" + "a".repeat(2000), "https://pam.example/aaa", "2000"));
    }

    @ParameterizedTest
    @MethodSource
    void badUrl(String url, String shown, String words) {
        settings = () -> Settings.of(url).build();
        String message = misconfigured("10");
        assertRemedy(message, words);
        assertThat(message).startsWith("url: " + (shown == null ? "is missing" : '"' + shown));
    }

    /** The same without none, which is looked for, and without those that are a path relative to the server's URL. */
    static Stream<Arguments> badTokenUrl() {
        return badUrl().filter(row -> {
            String url = (String) row.get()[0];
            return url != null && (url.contains("://") || url.startsWith("//"));
        });
    }

    @ParameterizedTest
    @MethodSource
    void badTokenUrl(String url, String shown, String words) {
        settings = () -> Settings.of(server).tokenUrl(url).build();
        String message = misconfigured("10");
        assertRemedy(message, words);
        assertThat(message).startsWith("tokenUrl: \"" + shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token?x=1", "token#x", "a token", "to\nken", "?x", "#"})
    void badRelativeTokenUrl(String url) {
        settings = () -> Settings.of(server).tokenUrl(url).build();
        assertRemedy(misconfigured("10"), "tokenUrl: \"" + server.url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me:hidden@pam.example/",
                "https://hidden@pam.example/",
                "https://me:hid/hidden@pam.example/",
                "https://me:hid?hidden@pam.example/",
                "https://me:hid#hidden@pam.example/",
                "https://me:hid@hidden@pam.example/",
                "https://me:hidden@pam.example/?x",
                "me:hidden@pam.example",
                "hidden@pam.example",
                "hidden@x://pam.example",
                "ftp://me:hidden@pam.example/",
                "http//me:hidden@pam.example/",
                "https:/me:hidden@pam.example/",
                "https://me: hidden@pam.example/",
                "https://pam.example/?token=hidden",
                "https://pam.example/#hidden",
                "https://pam.example:99999/?token=hidden",
                "pam.example/?token=hidden",
                "https://[/?token=hidden"
            })
    void secretInABrokenUrlIsNotShown(String url) {
        settings = () -> Settings.of(url).build();
        assertThat(misconfigured("10")).startsWith("url: ").contains("…").doesNotContain("hidden");
        String longer = url + "a".repeat(2000);
        settings = () -> Settings.of(longer).build();
        assertThat(misconfigured("10")).startsWith("url: ").doesNotContain("hidden");
    }

    static Stream<Arguments> badMapping() {
        return Stream.of(
                argumentSet("unknown", List.of("TYPO"), List.of(), "unstableOn: \"TYPO\"", "Use one of"),
                argumentSet("unknown in the other", List.of(), List.of("TYPO"), "failOn: \"TYPO\"", "Use one of"),
                argumentSet(
                        "small letters", List.of("unreachable"), List.of(), "unstableOn: \"unreachable\"", "Use one"),
                argumentSet("empty", List.of(""), List.of(), "unstableOn: \"\"", "Use one of"),
                argumentSet("null", Arrays.asList((String) null), List.of(), "unstableOn: \"\"", "Use one of"),
                argumentSet("no error", List.of("ACTIVATED"), List.of(), "unstableOn: \"ACTIVATED\"", "Use one of"),
                argumentSet(
                        "no error either", List.of(), List.of("ALREADY_ACTIVE"), "failOn: \"ALREADY_ACTIVE\"", "Use"),
                argumentSet(
                        "configuration", List.of("CONFIGURATION"), List.of(), "unstableOn: \"CONFIGURATION\"", "Use"),
                argumentSet(
                        "doubled",
                        List.of("UNREACHABLE", "UNREACHABLE"),
                        List.of(),
                        "unstableOn: \"UNREACHABLE\"",
                        "once"),
                argumentSet(
                        "in both", List.of("UNREACHABLE"), List.of("UNREACHABLE"), "failOn: \"UNREACHABLE\"", "once"));
    }

    @ParameterizedTest
    @MethodSource
    void badMapping(List<String> unstableOn, List<String> failOn, String fieldAndValue, String remedy) {
        mapping = () -> ErrorMapping.of(unstableOn, failOn, List.of());
        assertRemedy(misconfigured("10"), fieldAndValue, remedy);
    }

    static Stream<Arguments> badPem() {
        String good = Certificates.authority("CA").pem();
        String begin = "-----BEGIN CERTIFICATE-----\n";
        String end = "-----END CERTIFICATE-----\n";
        return Stream.of(
                argumentSet("no PEM", "hidden", "holds no certificate"),
                argumentSet("base64 without its lines", "aGlkZGVu", "holds no certificate"),
                argumentSet("a private key", "-----BEGIN PRIVATE KEY-----\nhidden", "\"PRIVATE KEY\""),
                argumentSet(
                        "one that begins in the last dashes of another",
                        good.strip() + "--BEGIN CERTIFICATE-----\nMIIB",
                        "2"),
                argumentSet(
                        "a garbled private key behind a certificate",
                        good + "-----BENI GEC PRIVATE KEY-----\nhidden",
                        "\"PRIVATE KEY\""),
                argumentSet(
                        "a private key behind a certificate", good + "-----BEGIN RSA PRIVATE KEY-----\nhidden", "RSA"),
                argumentSet("an end first", end + good, "\"CERTIFICATE\""),
                argumentSet("no end", begin + "hidden", "certificate 1 has no line END"),
                argumentSet("no end of the second", good + begin + "hidden", "certificate 2 has no line END"),
                argumentSet("another begin instead of the end", begin + good, "certificate 1 has no line END"),
                argumentSet("another end", begin + "hidden-----END X509 CRL-----", "certificate 1 has no line END"),
                argumentSet("no base64", begin + "§hidden§\n" + end, "certificate 1 cannot be read"),
                argumentSet("base64 of something else", begin + "aGlkZGVu\n" + end, "certificate 1 cannot be read"),
                argumentSet("empty", begin + end, "certificate 1 cannot be read"),
                argumentSet("cut inside", good.replaceFirst("(?s)\n.{64}\n", "\n"), "certificate 1 cannot be read"),
                argumentSet("more behind it", good.replaceFirst("=*\n-----END", "\nAAAA\n-----END"), "cannot be read"),
                argumentSet("the second broken", good + begin + "AAAA\n" + end, "certificate 2 cannot be read"),
                argumentSet("too long", "hidden".repeat(200_000), "is too long"));
    }

    @ParameterizedTest
    @MethodSource
    void badPem(String pem, String words) {
        settings = () -> Settings.of(server).trust(pem).build();
        String message = misconfigured("10");
        assertRemedy(message, "trustedCertificates: ", words, "Paste");
        assertThat(message).doesNotContain("hidden", "aGlkZGVu");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void emptyCredentials(String empty) {
        credentials = () -> new ClientCredentials("the-key", "id", empty);
        assertRemedy(misconfigured("10"), "credentialsId: \"the-key\"", "Client Secret");
        credentials = () -> new ClientCredentials("the-key", empty, "hidden");
        String message = misconfigured("10");
        assertRemedy(message, "credentialsId: \"the-key\"", "Client ID");
        assertThat(message).doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 11})
    void badNumberOfAttempts(int attempts) {
        settings = () -> Settings.of(server).attempts(attempts).build();
        assertRemedy(misconfigured("10"), "attempts: \"" + attempts + "\"", "from 1 to 10");
    }

    @Test
    void whatALookupSaysInItsOwnWordsIsPassedOn() {
        settings = () -> {
            throw new SettingException("server", "prod", "url.missing");
        };
        assertThat(misconfigured("10")).startsWith("server: ");
    }

    @Test
    void resultNamesTheServerThatWasFoundAndTheIdAsItWasGiven() {
        credentials = () -> {
            throw new SettingException("credentialsId", "x", "credentials.missing", "job");
        };
        OperationEnd enabled =
                fixture.enable(new OperationRequest(Operation.ENABLE, " 10 ", mapping, settings, credentials));
        assertThat(enabled.operation().server()).isEqualTo("main");
        assertThat(enabled.operation().id()).isEqualTo("10");
        assertThat(enabled.credentialsId()).isNull();
        OperationEnd without =
                fixture.enable(new OperationRequest(Operation.ENABLE, null, mapping, settings, credentials));
        assertThat(without.operation().server()).isNull();
        assertThat(without.operation().id()).isEmpty();
    }

    @Test
    void noMappingMakesConfigurationAnythingButAFailure() {
        mapping = () ->
                ErrorMapping.of(Outcome.mappable().stream().map(Enum::name).toList(), List.of(), List.of());
        settings = () -> Settings.of("ftp://x/").build();
        misconfigured("10");
    }

    /** Not bad: what the contract says is fine. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/pam", "/pam/", "/a%20b/", "//pam", "/pam;v=1", "/a@b/c"})
    void urlMayHaveAPath(String path) {
        ServerSettings fine = Settings.of("https://PAM.example:8443" + path).build();
        String expected = path.endsWith("/") ? path : path + "/";
        assertThat(fine.url()).hasToString("https://pam.example:8443" + expected);
        assertThat(fine.tokenUrl()).hasToString("https://pam.example:8443" + expected + "api/oauth2/token");
        assertThat(SimulatedServer.TOKEN)
                .endsWith("/" + ServerSettings.tokenPaths().get(0));
    }
}
