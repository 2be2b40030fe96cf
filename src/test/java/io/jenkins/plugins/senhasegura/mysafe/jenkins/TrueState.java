package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which passwords of a simulated server are active, changed by its two calls as the real one changes them. */
final class TrueState {
    static final int[] IDS = {10, 11, 12};

    private final Set<Integer> active = ConcurrentHashMap.newKeySet();

    TrueState(SimulatedServer server) {
        this(server, IDS);
    }

    TrueState(SimulatedServer server, int... ids) {
        for (int id : ids) {
            server.response(path(true, id), response(true, id));
            server.response(path(false, id), response(false, id));
        }
    }

    static String path(boolean enable, int id) {
        return "/api/mysafe/password/" + (enable ? "active/" : "inactive/") + id;
    }

    /** The response for whatever password a request names. */
    SimulatedServer.Answer response(boolean enable) {
        return (request, socket) -> response(enable, idOf(request)).write(request, socket);
    }

    static int idOf(SimulatedServer.Request request) {
        return Integer.parseInt(request.target().substring(request.target().lastIndexOf('/') + 1));
    }

    SimulatedServer.Answer response(boolean enable, int id) {
        return (request, socket) -> {
            boolean changed = enable ? active.add(id) : active.remove(id);
            String done = enable ? "activated" : "deactivated";
            String message = changed ? "Password " + done : "Password has already been " + done;
            return Responses.json(200, """
                    {"code":200,"response":{"status":200,"message":"%s","error":false,"error_code":0}}""".formatted(message)).write(request, socket);
        };
    }

    Set<Integer> active() {
        return Set.copyOf(active);
    }

    /** Somebody else does it, or a request whose response gets lost. */
    void activate(int id) {
        active.add(id);
    }

    /** The same for the other call. */
    void deactivate(int id) {
        active.remove(id);
    }
}
