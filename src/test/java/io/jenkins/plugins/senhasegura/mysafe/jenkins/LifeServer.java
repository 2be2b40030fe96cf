package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Run;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jvnet.hudson.test.JenkinsRule;

/** A simulated server that keeps calls where a test wants to have them: a configured server by the name of each place. */
final class LifeServer implements AutoCloseable {
    /** Where a call is while something happens to its build. */
    enum Place {
        /** It waits for the response to its request for a token. */
        TOKEN,
        /** It waits for the response to its request to enable the password. */
        REQUEST,
        /** It waits until it may try again. */
        BACK_OFF,
        /** It waits until a connection is free; somebody else's request, for password 11, occupies the only one. */
        LINE
    }

    /** A server that answers at once. */
    static final String READY = "READY";

    private static final String ENABLE_11 = "/api/mysafe/password/active/11";

    final SimulatedServer server = SimulatedServer.http();
    final HeldResponse token = new HeldResponse();
    final HeldResponse request = new HeldResponse();
    final HeldResponse occupant = new HeldResponse();
    private final AtomicReference<SimulatedServer.Answer> backOff =
            new AtomicReference<>(Responses.json(503, "{\"message\":\"closed\"}", "Retry-After: 30"));

    private final List<String> names = new ArrayList<>();

    LifeServer() {
        server.response(path(READY), Responses.activated())
                .response("/held-token", token)
                .response(path(Place.TOKEN), Responses.activated())
                .response(path(Place.REQUEST), request)
                .response(path(Place.BACK_OFF), (asked, socket) -> backOff.get().write(asked, socket))
                .response("/LINE" + ENABLE_11, occupant)
                .response(path(Place.LINE), Responses.activated());
    }

    /** One more place, known to Jenkins from the next {@link #configure} on. */
    HeldResponse hold(String name) {
        HeldResponse held = new HeldResponse();
        server.response(path(name), held);
        names.add(name);
        return held;
    }

    private static String path(Object place) {
        return "/" + place + SimulatedServer.ENABLE_10;
    }

    /** Makes the places known to Jenkins. */
    void configure() throws Exception {
        configure(server.url(), names);
    }

    /**
     * The same in another process.
     *
     * @param url of the simulated server
     * @param more names beside those that are always there
     */
    static void configure(String url, List<String> more) throws Exception {
        Controller.credentials(CredentialsScope.GLOBAL, Controller.CREDENTIALS_ID, Controller.SECRET);
        MySafeServer ofTokens = settings(url, Place.TOKEN);
        ofTokens.setTokenUrl(url + "held-token");
        MySafeServer narrow = settings(url, Place.LINE);
        narrow.setConnections("1");
        List<MySafeServer> all = new ArrayList<>(List.of(
                settings(url, READY), ofTokens, settings(url, Place.REQUEST), settings(url, Place.BACK_OFF), narrow));
        more.forEach(name -> all.add(settings(url, name)));
        Controller.servers(all.toArray(new MySafeServer[0]));
    }

    private static MySafeServer settings(String url, Object name) {
        MySafeServer settings = Controller.server(name.toString(), url + name);
        settings.setTokenUrl(url + SimulatedServer.TOKEN.substring(1));
        return settings;
    }

    /** The step that gets to this place. */
    static String step(Object server) {
        return "mysafeEnablePassword id: 10, server: '" + server + "'";
    }

    /** The step that occupies the only connection of {@link Place#LINE}. */
    static String occupantStep() {
        return "mysafeEnablePassword id: 11, server: 'LINE'";
    }

    /** Waits until the build's call is there. */
    void awaitReached(JenkinsRule jenkins, Place place, Run<?, ?> run) throws Exception {
        switch (place) {
            case TOKEN -> token.awaitArrival(1);
            case REQUEST -> request.awaitArrival(1);
            case BACK_OFF -> jenkins.waitForMessage("trying again in 30.0 s", run);
            case LINE -> jenkins.waitForMessage("waiting for a connection: 0 ahead of this one", run);
        }
    }

    /** Waits until the connection is closed that a call held in this place; some hold none. */
    void awaitClosed(Place place) {
        switch (place) {
            case TOKEN -> token.awaitDeparture(1);
            case REQUEST -> request.awaitDeparture(1);
            default -> {}
        }
    }

    /** From now on these places answer every request; those that wait already go on waiting. */
    void heal() {
        token.answerNew(Responses.token("healed"));
        request.answerNew(Responses.activated());
        occupant.answerNew(Responses.activated());
        backOff.set(Responses.activated());
    }

    @Override
    public void close() {
        server.close();
    }
}
