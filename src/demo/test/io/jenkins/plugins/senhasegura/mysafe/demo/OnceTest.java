package io.jenkins.plugins.senhasegura.mysafe.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/demo --once}: what it writes, its exit status, and which command lines it refuses. */
class OnceTest {
    private static final Map<String, String> CREDENTIALS =
            Map.of("MYSAFE_CLIENT_ID", "me", "MYSAFE_CLIENT_SECRET", "my+secret&%");

    @Test
    void writesTheFieldsOfTheStepsResultInTheirOrder() {
        CommandLine.Ran ran = CommandLine.run("--once", "10");

        OperationResult like = new OperationResult(
                Operation.ENABLE, "10", Outcome.ACTIVATED, 200, null, null, null, null, 1, 0, "simulator", "");
        assertThat(ran.fields().keySet()).containsExactlyElementsOf(like.asMap().keySet());
        assertThat(ran.fields())
                .containsEntry("id", "10")
                .containsEntry("outcome", "ACTIVATED")
                .containsEntry("active", true)
                .containsEntry("alreadyActive", false)
                .containsEntry("httpStatus", 200L)
                .containsEntry("errorCode", null)
                .containsEntry("message", "Password successfully activated")
                .containsEntry("attempts", 1L)
                .containsEntry("server", "simulator")
                .containsEntry("requestId", "ab9b802a5d69f8495b323f56075c6263");
        assertThat(ran.fields().get("durationMillis")).isInstanceOf(Long.class);
    }

    @Test
    void writesOneLineForEachIdAndTheLogElsewhere() {
        CommandLine.Ran ran = CommandLine.run("--once", "10", "1005");

        assertThat(ran.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(ran.log())
                .contains("password 10 on server \"simulator\"")
                .contains("senhasegura said: \"1005: Password not found\"")
                .doesNotContain("{", Simulator.CLIENT_SECRET);
    }

    @ParameterizedTest
    @CsvSource({"10 11, 0", "10 503 11, 2", "503 1005 10, 1", "1005 503, 1"})
    void exitStatusIsTheWorst(String ids, int exitStatus) {
        assertThat(CommandLine.run(("--once " + ids).split(" ")).exitStatus()).isEqualTo(exitStatus);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--unstable-on PASSWORD_NOT_FOUND 1005 | 2",
                "1005 --unstable-on=ACCESS_DENIED --unstable-on=PASSWORD_NOT_FOUND | 2",
                "--unstable-on ACCESS_DENIED,PASSWORD_NOT_FOUND 1005 | 2",
                "--fail-on SERVER_ERROR 500 | 1",
                "--fail-on BAD_REQUEST 500 | 2",
                "--pass-on PASSWORD_NOT_FOUND 1005 | 0",
                "--pass-on PASSWORD_NOT_FOUND --window 1005 | 1",
                "--pass-on PASSWORD_NOT_FOUND --window 14 | 0",
                "--unstable-on PASSWORD_NOT_FOUND --window 14 | 2"
            })
    void mappingOfErrorsDecidesTheExitStatus(String arguments, int exitStatus) {
        assertThat(CommandLine.run(("--once " + arguments).split(" ")).exitStatus())
                .isEqualTo(exitStatus);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10abc", "-1", "0", "007", "1.5", "", " ", "../", "10/../11", "%2e", "9223372036854775808"})
    void badIdIsNeverSent(String id) {
        CommandLine.Ran ran = CommandLine.run("--once", id);

        assertThat(ran.outcomes()).containsExactly("CONFIGURATION");
        assertThat(ran.fields()).containsEntry("attempts", 0L);
        assertThat(ran.exitStatus()).isEqualTo(1);
    }

    @Test
    void afterTwoDashesEverythingIsAnId() {
        assertThat(CommandLine.run("--once", "--", "--url").outcomes()).containsExactly("CONFIGURATION");
    }

    @Test
    void simulatorsCertificateIsNotTrustedUnlessToldSo() {
        String certificate = Places.ofThisRun().certificate().toString();

        assertThat(CommandLine.run("--once", "--https", "10").outcomes()).containsExactly("TLS_FAILURE");
        assertThat(CommandLine.run("--once", "--https", "10").exitStatus()).isEqualTo(1);
        assertThat(CommandLine.run("--once", "--https", "--ca", certificate, "10")
                        .outcomes())
                .containsExactly("ACTIVATED");
    }

    @ParameterizedTest
    @CsvSource({"demo, ACTIVATED", "' ', ACTIVATED", "other, NOT_AUTHENTICATED"})
    void theSimulatedServerHasOneTenant(String tenant, String outcome) {
        CommandLine.Ran ran = CommandLine.run("--once", "10", "--tenant", tenant);

        assertThat(ran.outcomes()).containsExactly(outcome);
    }

    @Test
    void asksTheUsersOwnServerWithTheUsersOwnCredentials() throws IOException {
        try (OwnServer server = new OwnServer()) {
            CommandLine.Ran ran = CommandLine.run(
                    CREDENTIALS,
                    "--once",
                    "10",
                    "--url",
                    server.url(),
                    "--token-url",
                    "api/oauth2/token",
                    "--tenant",
                    " acme ");

            assertThat(ran.fields()).containsEntry("outcome", "ALREADY_ACTIVE").containsEntry("server", "localhost");
            assertThat(ran.exitStatus()).isZero();
            assertThat(server.requests)
                    .containsExactly(
                            "POST /pam/api/oauth2/token null"
                                    + " grant_type=client_credentials&client_id=me&client_secret=my%2Bsecret%26%25&tenant=acme",
                            "POST /pam/api/mysafe/password/active/10 Bearer a-token ");
            assertThat(ran.log() + ran.out()).doesNotContain("a-token", "my+secret", "my%2Bsecret");
        }
    }

    /** Any server that speaks HTTP, and not WireMock. */
    private static final class OwnServer implements AutoCloseable {
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        OwnServer() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::response);
            server.start();
        }

        String url() {
            return "http://localhost:" + server.getAddress().getPort() + "/pam";
        }

        private void response(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            byte[] response = (exchange.getRequestURI().getPath().endsWith("token")
                            ? "{\"access_token\":\"a-token\",\"token_type\":\"bearer\"}"
                            : "{\"code\":200,\"response\":{\"error\":false,\"message\":\"Password has already been activated\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    void serverThatIsNotThereIsUnreachable() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        CommandLine.Ran ran = CommandLine.run(CREDENTIALS, "--once", "10", "--url", "http://localhost:" + free);

        assertThat(ran.outcomes()).containsExactly("UNREACHABLE");
        assertThat(ran.exitStatus()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --once                                          | needs at least one id
                    --once --url                                    | --url needs a value: --url https://
                    --once 10 --fail-on                             | --fail-on needs a value: --fail-on PASSWORD_NOT_FOUND
                    --once 10 --color                               | "--color" is not an option of --once. Its options are --url
                    --once 10 -v                                    | "-v" is not an option of --once
                    --once 10 --url=ftp://example.com               | --url: "ftp://example.com" is neither http nor https
                    --once 10 --url=http://a:b@example.com          | --url: "http://…@example.com"
                    --once 10 --url=http://example.com/?x           | --url: "http://example.com/?…" has a query
                    --once 10 --url=                                | --url: is missing
                    --once 10 --url=http://a --url=http://b         | --url is given twice
                    --once 10 --url=http://a --token-url=ftp://b/   | --token-url: "ftp://b/"
                    --once 10 --tenant                              | --tenant needs a value: --tenant acme
                    --once 10 --tenant=acme.example.com             | --tenant: "acme.example.com"
                    --once 10 --token-url=a                         | --token-url "a" is given without --url
                    --once 10 --ca=a.pem                            | --ca "a.pem" is given without a server that needs it
                    --once 10 --https --url=https://a               | --https is for the simulated server
                    --once 10 --https --ca=nowhere.pem              | --ca: there is no file "nowhere.pem". Name the file
                    --once 10 --https --ca=src                      | --ca: "src" cannot be read
                    --once 10 --https --ca=pom.xml                  | --ca: holds no certificate
                    --once 10 --unstable-on=NOPE                    | --unstable-on: "NOPE"
                    --once 10 --fail-on=CONFIGURATION               | --fail-on: "CONFIGURATION"
                    --once 10 --fail-on=                            | --fail-on: ""
                    --once 10 --pass-on=NOPE                        | --pass-on: "NOPE"
                    --once 10 --fail-on=UNAVAILABLE --unstable-on=UNAVAILABLE | --fail-on: "UNAVAILABLE"
                    --once 10 --window --disable                    | --window disables what it has enabled
                    --once 10 11 10 --window                        | --window holds a password once: "10" is given twice
                    --once 10 --window=5                            | "--window=5" is not an option of --once
                    --twice 10                                      | "--twice" is not a mode
                    """)
    void badCommandLineIsRefusedByName(String arguments, String says) {
        CommandLine.Ran ran = CommandLine.run(CREDENTIALS, arguments.split(" "));

        assertThat(ran.log()).contains(says).contains("--help").doesNotContain("my+secret");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exitStatus()).isEqualTo(Demo.USAGE).isNotIn(0, 1, 2);
    }

    @Test
    void emptyFileOfCertificatesIsRefused(@TempDir Path folder) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));

        CommandLine.Ran ran = CommandLine.run("--once", "10", "--https", "--ca", empty.toString());

        assertThat(ran.log()).contains("--ca: \"" + empty + "\" is empty");
        assertThat(ran.exitStatus()).isEqualTo(Demo.USAGE);
    }

    @ParameterizedTest
    @CsvSource({"MYSAFE_CLIENT_ID, Client ID", "MYSAFE_CLIENT_SECRET, Client Secret"})
    void ownServerNeedsOwnCredentials(String variable, String name) {
        Map<String, String> environment = new java.util.HashMap<>(CREDENTIALS);
        environment.put(variable, "");

        CommandLine.Ran ran = CommandLine.run(environment, "--once", "10", "--url", "http://localhost:1");

        assertThat(ran.log()).contains("environment variable " + variable + ", which is not set", name);
        assertThat(ran.exitStatus()).isEqualTo(Demo.USAGE);
    }

    @Test
    void windowIsOpenedAndClosedInTwoRequests() throws IOException {
        CommandLine.Ran ran = CommandLine.run("--once", "--window", "10");

        assertThat(ran.outcomes()).containsExactly("ACTIVATED", "DEACTIVATED");
        assertThat(ran.exitStatus()).isZero();
        assertThat(ran.log().lines().filter(line -> !line.startsWith("senhasegura: ")))
                .containsExactly(
                        "Window opened: password 10 is active",
                        "The block of a build would run now; leases on the disk: 1",
                        "Window closed: password 10 is disabled",
                        "2 requests beside that for the access token; leases left on the disk: 0");
    }

    @Test
    void windowOfSeveralLeavesWhatItFoundActive() {
        CommandLine.Ran ran = CommandLine.run("--once", "10", "11", "12", "--window");

        assertThat(ran.outcomes())
                .containsExactlyInAnyOrder("ACTIVATED", "ALREADY_ACTIVE", "ACTIVATED", "DEACTIVATED", "DEACTIVATED");
        assertThat(ran.exitStatus()).isZero();
        assertThat(ran.log())
                .contains(
                        "Window opened: password 11 was active before",
                        "leases on the disk: 3",
                        "Window closed: password 11 stays active, as it was found",
                        "5 requests",
                        "leases left on the disk: 0");
    }

    @Test
    void windowThatCannotBeOpenedForOneIsClosedForTheOthers() {
        CommandLine.Ran ran = CommandLine.run("--once", "--window", "10", "1005");

        assertThat(ran.outcomes()).containsExactlyInAnyOrder("ACTIVATED", "PASSWORD_NOT_FOUND", "DEACTIVATED");
        assertThat(ran.exitStatus()).isEqualTo(1);
        assertThat(ran.log())
                .contains(
                        "Window closed: password 10 is disabled",
                        "Window closed: password 1005 was not enabled",
                        "leases left on the disk: 0")
                .doesNotContain("Window opened");
    }

    @ParameterizedTest
    @CsvSource({"'--window 503', 2", "'--window 1005 --unstable-on PASSWORD_NOT_FOUND', 2", "'--window 1006', 1"})
    void windowThatCannotBeOpenedIsWhatItsErrorIs(String arguments, int exitStatus) {
        CommandLine.Ran ran = CommandLine.run(("--once " + arguments).split(" "));

        assertThat(ran.exitStatus()).as(ran.log()).isEqualTo(exitStatus);
    }

    @Test
    void passwordThatMayStillBeActiveIsAFailure() {
        CommandLine.Ran ran = CommandLine.run("--once", "--window", "14");

        assertThat(ran.outcomes()).containsExactly("ACTIVATED", "PASSWORD_NOT_FOUND");
        assertThat(ran.exitStatus()).isEqualTo(1);
        assertThat(ran.log()).contains("password 14 MAY STILL BE ACTIVE", "leases left on the disk: 1");
    }

    @Test
    void windowWithABadIdSendsNothing() {
        CommandLine.Ran ran = CommandLine.run("--once", "--window", "10", "10abc", "12");

        assertThat(ran.outcomes()).containsExactly("CONFIGURATION");
        assertThat(ran.fields()).containsEntry("attempts", 0L);
        assertThat(ran.exitStatus()).isEqualTo(1);
    }

    @Test
    void simulatedServerIsToldWhatTheEnvironmentSays() {
        CommandLine.Ran ran = CommandLine.run(CREDENTIALS, "--once", "10");

        assertThat(ran.outcomes()).containsExactly("NOT_AUTHENTICATED");
        assertThat(ran.log()).contains("MYSAFE_CLIENT_ID", "Unset both").doesNotContain("my+secret");
    }

    @Test
    void outputThatCannotBeWrittenIsNoSuccess() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        CommandLine.Ran ran = CommandLine.run(Map.of(), full, "--once", "10");

        assertThat(ran.log()).contains("No space left on device");
        assertThat(ran.exitStatus()).isEqualTo(Demo.BROKEN);
    }
}
