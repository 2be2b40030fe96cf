package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes over the wire, and what does not. */
class HttpMannersTest extends OutcomeTestBase {
    private Request apiRequest() {
        List<Request> requests = server.requests(SimulatedServer.ENABLE_10);
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private Request tokenRequest() {
        List<Request> requests = server.requests(SimulatedServer.TOKEN);
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    @Test
    void enablingIsAPostWithTheseHeadersAndNoBody() {
        enabled(Responses.activated());
        assertThat(apiRequest().method()).isEqualTo("POST");
        assertThat(apiRequest().target()).isEqualTo("/api/mysafe/password/active/10");
        assertThat(apiRequest().body()).isEmpty();
        assertThat(apiRequest().headers())
                .containsExactlyInAnyOrder(
                        entry("Host", "localhost:" + server.port()),
                        entry("Accept", "application/json"),
                        entry("Authorization", "Bearer token-1"),
                        entry("Content-Length", "0"),
                        entry("User-Agent", OperationsFixture.USER_AGENT),
                        entry("Connection", "keep-alive"));
    }

    @Test
    void tokenRequestIsAFormPostWithTheseHeaders() {
        enabled(Responses.activated());
        assertThat(tokenRequest().method()).isEqualTo("POST");
        assertThat(tokenRequest().target()).isEqualTo("/api/oauth2/token");
        assertThat(tokenRequest().body())
                .isEqualTo("grant_type=client_credentials&client_id=the-client-id&client_secret=the-client-secret");
        assertThat(tokenRequest().headers())
                .containsExactlyInAnyOrder(
                        entry("Host", "localhost:" + server.port()),
                        entry("Accept", "application/json"),
                        entry("Content-Length", "" + tokenRequest().body().length()),
                        entry("Content-Type", "application/x-www-form-urlencoded"),
                        entry("User-Agent", OperationsFixture.USER_AGENT),
                        entry("Connection", "keep-alive"));
    }

    static Stream<Arguments> awkwardSecrets() {
        return Stream.of(
                argumentSet("separators", "a&b=c+d", "a%26b%3Dc%2Bd"),
                argumentSet("blanks", " a b ", "+a+b+"),
                argumentSet("percent", "100%41", "100%2541"),
                argumentSet("line ends", "a\r\nX-Evil: 1", "a%0D%0AX-Evil%3A+1"),
                argumentSet("letters beyond ASCII", "sénha€", "s%C3%A9nha%E2%82%AC"),
                argumentSet("supplementary plane", "\uD83D\uDD11", "%F0%9F%94%91"),
                argumentSet("quotes and brackets", "\"'<>{}\\", "%22%27%3C%3E%7B%7D%5C"),
                argumentSet("base64", "Ab+/==", "Ab%2B%2F%3D%3D"));
    }

    @ParameterizedTest
    @MethodSource
    void awkwardSecrets(String secret, String encoded) {
        ServerSettings settings =
                Settings.of(server.pending(Responses.activated())).build();
        OperationResult activation = fixture.enable(settings, new ClientCredentials("key", "id" + secret, secret))
                .operation();
        assertThat(activation.outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(tokenRequest().body())
                .isEqualTo("grant_type=client_credentials&client_id=id" + encoded + "&client_secret=" + encoded);
    }

    @Test
    void pathOfTheServerUrlIsKept() {
        server.response("/pam/api/oauth2/token", Responses.token("t"))
                .response("/pam/api/mysafe/password/active/10", Responses.activated());
        assertThat(fixture.enable(Settings.of(server.url() + "pam").build())
                        .operation()
                        .outcome())
                .isEqualTo(Outcome.ACTIVATED);
    }

    @Test
    void absoluteTokenUrlIsTakenAsItIs() {
        try (SimulatedServer tokens =
                SimulatedServer.http().response("/api/oauth2/token", Responses.token("from-elsewhere"))) {
            server.pending(Responses.activated());
            fixture.enable(Settings.of(server)
                    .tokenUrl(tokens.url() + "api/oauth2/token")
                    .build());
            assertThat(server.requests()).hasSize(1);
            assertThat(apiRequest().header("Authorization")).isEqualTo("Bearer from-elsewhere");
            assertThat(tokens.requests().get(0).header("Host")).isEqualTo("localhost:" + tokens.port());
        }
    }

    @Test
    void lettersBeyondAsciiInThePathAreEncoded() {
        server.response("/a%C3%A7%C3%A3o/api/oauth2/token", Responses.token("t"))
                .response("/a%C3%A7%C3%A3o/api/mysafe/password/active/10", Responses.activated());
        assertThat(fixture.enable(Settings.of(server.url() + "ação/").build())
                        .operation()
                        .outcome())
                .isEqualTo(Outcome.ACTIVATED);
    }

    @Test
    void hostNameWithAnUnderscoreWorks() {
        fixture.host("the_server", InetAddress.getLoopbackAddress());
        server.pending(Responses.activated());
        OperationResult activation =
                fixture.enable(Settings.of(server.url("the_server")).build()).operation();
        assertThat(activation.outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(apiRequest().header("Host")).isEqualTo("the_server:" + server.port());
    }

    @Test
    void ipv6AddressWorks() throws IOException {
        InetAddress loopback = InetAddress.getByName("::1");
        try (ServerSocket probe = new ServerSocket(0, 1, loopback)) {
            assumeTrue(probe.isBound());
        } catch (IOException noIpv6) {
            assumeTrue(false, "no IPv6 here");
        }
        // Only the name is IPv6, so that the server need not be.
        fixture.host("::1", InetAddress.getLoopbackAddress());
        server.pending(Responses.activated());
        OperationResult activation =
                fixture.enable(Settings.of(server.url("[::1]")).build()).operation();
        assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.ACTIVATED);
        assertThat(apiRequest().header("Host")).isEqualTo("[::1]:" + server.port());
    }

    @Test
    void cookiesAreNotSentBack() {
        ClientCredentials credentials = OperationsFixture.credentials();
        ServerSettings settings = Settings.of(server).build();
        server.response(
                        SimulatedServer.TOKEN,
                        Responses.json(200, "{\"access_token\":\"t\"}", "Set-Cookie: token=1; Path=/"))
                .pending(Responses.json(200, Responses.ACTIVATED_3_33, "Set-Cookie: session=2; Path=/"));
        fixture.enable(settings, credentials);
        fixture.enable(settings, credentials);
        assertThat(server.requests()).hasSize(3).allSatisfy(request -> {
            assertThat(request.headers("Cookie")).isEmpty();
            assertThat(request.headers("Cookie2")).isEmpty();
        });
    }

    @Test
    void callsOneAfterTheOtherUseOneConnection() {
        ClientCredentials credentials = OperationsFixture.credentials();
        ServerSettings settings =
                Settings.of(server.pending(Responses.activated())).build();
        fixture.enable(settings, credentials);
        for (int i = 0; i < 20; i++) {
            fixture.enable(settings, credentials);
        }
        Set<Integer> connections = new HashSet<>();
        server.requests(SimulatedServer.ENABLE_10).forEach(request -> connections.add(request.connection()));
        assertThat(server.requests()).hasSize(22);
        assertThat(connections).hasSize(1);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void connectionThatTheServerClosesIsNotUsedAgain() {
        ClientCredentials credentials = OperationsFixture.credentials();
        ServerSettings settings = Settings.of(server).build();
        server.pending((request, socket) -> {
            Responses.json(200, Responses.ACTIVATED_3_33, "Connection: close").write(request, socket);
            return false;
        });
        for (int i = 0; i < 3; i++) {
            assertThat(fixture.enable(settings, credentials).operation().attempts())
                    .isEqualTo(1);
        }
    }

    @Test
    void tokenStaysAtItsServer() {
        try (SimulatedServer other = SimulatedServer.http().pending(Responses.activated())) {
            other.response(SimulatedServer.TOKEN, Responses.token("other-token"));
            ClientCredentials credentials = OperationsFixture.credentials();
            server.pending(Responses.activated());
            fixture.enable(Settings.of(server).build(), credentials);
            fixture.enable(Settings.of(other).name("other").build(), credentials);
            assertThat(other.requests(SimulatedServer.ENABLE_10).get(0).header("Authorization"))
                    .isEqualTo("Bearer other-token");
        }
    }

    @Test
    void longestIdIsSentWhole() {
        String path = "/api/mysafe/password/active/9223372036854775807";
        server.response(path, Responses.activated());
        ServerSettings settings = Settings.of(server).build();
        OperationResult activation = fixture.enable(new OperationRequest(
                        Operation.ENABLE,
                        " 9223372036854775807 ",
                        () -> ErrorMapping.NONE,
                        () -> settings,
                        OperationsFixture::credentials))
                .operation();
        assertThat(activation.outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(activation.id()).isEqualTo("9223372036854775807");
        assertThat(server.requests(path)).hasSize(1);
    }
}
