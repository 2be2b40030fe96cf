package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.net.InetAddress;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Addresses and connections as they are with the client that Jenkins has. */
class TransportInJenkinsTest extends SharedJenkins {
    private static final String STEP = "mysafeEnablePassword 10";

    private List<Integer> connections() {
        return server.requests().stream()
                .map(SimulatedServer.Request::connection)
                .toList();
    }

    @Test
    void addressOfVersion6IsReached() throws Exception {
        try (SimulatedServer six = SimulatedServer.http(InetAddress.getByName("::1"))) {
            six.pending(Responses.activated());
            Controller.servers(Controller.server("main", six.url("[::1]")));

            run(Result.SUCCESS, STEP);

            assertThat(six.requests())
                    .hasSize(2)
                    .allMatch(request -> request.header("Host").equals("[::1]:" + six.port()));
        }
    }

    @Test
    void pathPrefixIsKeptForTokenAndApi() throws Exception {
        server.response("/pam/v1" + SimulatedServer.TOKEN, Responses.token("behind-a-prefix"))
                .response("/pam/v1" + SimulatedServer.ENABLE_10, Responses.activated());
        // Without the last slash, as many would type it.
        Controller.servers(Controller.server("main", server.url() + "pam/v1"));

        run(Result.SUCCESS, STEP);

        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests("/pam/v1" + SimulatedServer.ENABLE_10).get(0).header("Authorization"))
                .isEqualTo("Bearer behind-a-prefix");
    }

    @Test
    void tokenEndpointOutsideOfThePrefixIsReached() throws Exception {
        server.response("/pam" + SimulatedServer.ENABLE_10, Responses.activated());
        MySafeServer settings = Controller.server("main", server.url() + "pam/");
        settings.setTokenUrl(server.url() + "api/oauth2/token");
        Controller.servers(settings);

        run(Result.SUCCESS, STEP);

        assertThat(server.requests(SimulatedServer.TOKEN)).hasSize(1);
    }

    @Test
    void buildsOneAfterTheOtherUseOneConnectionAndOneToken() throws Exception {
        for (int build = 0; build < 4; build++) {
            run(Result.SUCCESS, STEP);
        }

        assertThat(connections()).hasSize(5).containsOnly(1);
        assertThat(server.requests(SimulatedServer.TOKEN)).hasSize(1);
    }

    @Test
    void connectionIsUsedAgainAfterAnError() throws Exception {
        server.pending(
                Responses.json(400, "{\"response\":{\"status\":400,\"error\":true,\"error_code\":1005}}"),
                Responses.activated());

        run(Result.FAILURE, STEP);
        run(Result.SUCCESS, STEP);

        assertThat(connections()).hasSize(3).containsOnly(1);
    }

    @Test
    void stepsOfParallelBranchesShareAFewConnections() throws Exception {
        run(Result.SUCCESS, """
                def branches = [:]
                for (int i = 0; i < 20; i++) {
                    branches["b${i}"] = { mysafeEnablePassword 10; mysafeEnablePassword 10 }
                }
                parallel branches
                """);

        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(40);
        assertThat(server.connections()).isLessThanOrEqualTo(20);
    }

    @Test
    void serverThatClosesItsIdleConnectionsCostsNoAttempt() throws Exception {
        SimulatedServer.Answer thenClose = (request, socket) -> {
            Responses.activated().write(request, socket);
            return false;
        };
        server.pending(thenClose);

        for (int build = 0; build < 4; build++) {
            WorkflowRun run = run(Result.SUCCESS, STEP);
            assertThat(log(run)).contains("(ACTIVATED, HTTP 200, 1 attempt");
        }

        assertThat(server.connections()).isEqualTo(4);
    }

    @Test
    void serverThatAsksToCloseIsObeyed() throws Exception {
        server.pending(Responses.json(200, Responses.ACTIVATED_3_33, "Connection: close"));

        run(Result.SUCCESS, STEP);
        run(Result.SUCCESS, STEP);

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void changedServerUrlCountsForTheNextBuild() throws Exception {
        run(Result.SUCCESS, STEP);
        try (SimulatedServer moved = SimulatedServer.http().pending(Responses.activated())) {
            Controller.servers(Controller.server("main", moved.url()));

            run(Result.SUCCESS, STEP);

            // Another place for the secret means another token: the old one belongs to the old place.
            assertThat(moved.requests(SimulatedServer.TOKEN)).hasSize(1);
            assertThat(moved.requests(SimulatedServer.ENABLE_10)).hasSize(1);
            assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(1);
        }
    }

    @Test
    void requestsNameThePlugin() throws Exception {
        run(Result.SUCCESS, STEP);

        assertThat(server.requests())
                .allSatisfy(request ->
                        assertThat(request.header("User-Agent")).matches("senhasegura-mysafe-jenkins/[0-9A-Za-z._-]+"));
    }
}
