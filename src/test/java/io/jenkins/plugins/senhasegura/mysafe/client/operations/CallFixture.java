package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.jenkins.plugins.senhasegura.mysafe.client.http.Connections;
import io.jenkins.plugins.senhasegura.mysafe.client.http.ExchangeListener;
import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.http.Transport;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ConnectionClosedException;

/** Calls without a network and without a clock of their own: a test answers each request and moves the time. */
final class CallFixture implements AutoCloseable {
    /** One request that was handed to the transport. */
    static final class Sent {
        final String host;
        final String path;
        final String authorization;
        final String form;
        final ExchangeListener listener;
        boolean aborted;

        Sent(ServerUrl url, String authorization, String form, ExchangeListener listener) {
            this.host = url.host();
            this.path = url.path();
            this.authorization = authorization;
            this.form = form;
            this.listener = listener;
        }

        boolean isForToken() {
            return path.endsWith("/oauth2/token");
        }

        void response(int status, String body, String retryAfter) {
            listener.answered(new RawResponse(status, body.getBytes(StandardCharsets.UTF_8), retryAfter, null));
        }

        void response(int status) {
            response(status, "{\"message\":\"status " + status + "\"}", null);
        }

        void activated() {
            response(200, Responses.ACTIVATED_3_33, null);
        }

        void grant(String token) {
            response(200, "{\"access_token\":\"" + token + "\",\"expires_in\":3600}", null);
        }

        void unreachable() {
            listener.failed(new ConnectException());
        }

        /** The request goes out. */
        void goesOut() {
            listener.sending(null);
        }

        /** The server takes the request and closes the connection. */
        void hangUp() {
            goesOut();
            listener.failed(new ConnectionClosedException());
        }
    }

    private final Locale usual = Locale.getDefault();
    final FakeScheduler scheduler = new FakeScheduler();
    final List<Sent> sent = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final MySafeClient client;
    final BuildOperations build = new BuildOperations();
    /** What the transport does with the next requests beside remembering them. */
    Consumer<Sent> onSend = request -> {};

    /** What becomes of a line of the log. */
    Consumer<String> onLog = log::add;

    /** What forbids the calls by now, or null. */
    Verdict refusal;

    Limits limits = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(120), 3, 64, false);

    /** With the longest back-off that the jitter allows, so that waits are exact. */
    CallFixture() {
        this(new Backoff(bound -> bound - 1));
    }

    CallFixture(Backoff backoff) {
        Locale.setDefault(Locale.ENGLISH);
        Transport transport = mock(Transport.class);
        when(transport.post(any(), any(), any(), any(), any())).thenAnswer(invocation -> {
            Sent request = new Sent(
                    invocation.getArgument(1),
                    invocation.getArgument(2),
                    invocation.getArgument(3),
                    invocation.getArgument(4));
            sent.add(request);
            onSend.accept(request);
            return (Runnable) () -> request.aborted = true;
        });
        when(transport.connections(any())).thenReturn(new Connections(0, 0));
        client = new MySafeClient(scheduler, transport, backoff);
    }

    void limits(int attempts, int connections, Duration total, boolean circuit) {
        limits = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), total, attempts, connections, circuit);
    }

    Call start() {
        return start("main");
    }

    Call start(String server) {
        return start(server, build);
    }

    /** At the host vault.example for the server "main", else at a host of its own. */
    Call start(String server, BuildOperations ofBuild) {
        return start(settings(server).build(), credentials("the secret"), ofBuild);
    }

    Call start(ServerSettings settings) {
        return start(settings, credentials("the secret"), build);
    }

    Call start(ServerSettings settings, ClientCredentials credentials, BuildOperations ofBuild) {
        CallTarget target = new CallTarget(Operation.ENABLE, new PasswordId(10), settings, credentials, () -> refusal);
        return client.start(target, ofBuild, line -> onLog.accept(line));
    }

    Settings settings(String server) {
        String host = server.equals("main") ? "vault" : server;
        return Settings.of("https://" + host + ".example/").name(server).limits(limits);
    }

    static ClientCredentials credentials(String secret) {
        return new ClientCredentials("key", "client", secret);
    }

    /** The request that was handed over last. */
    Sent last() {
        return sent.get(sent.size() - 1);
    }

    List<Sent> toApi() {
        return sent.stream().filter(request -> !request.isForToken()).toList();
    }

    List<Sent> toTokenEndpoint() {
        return sent.stream().filter(Sent::isForToken).toList();
    }

    public static OperationResult end(Call call) {
        return call.result().getNow(null);
    }

    @Override
    public void close() {
        client.close();
        Locale.setDefault(usual);
    }
}
