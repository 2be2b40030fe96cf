package io.jenkins.plugins.senhasegura.mysafe.build;

import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerState;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import io.jenkins.plugins.senhasegura.mysafe.window.Windows;
import java.util.EnumMap;
import java.util.Map;

/** How things stand on this controller, for whoever shows it. Begins nothing, sends nothing and reads no file. */
public final class PresentState {
    private PresentState() {}

    /** How things stand with one server. */
    public static ServerState of(MySafeServer server) {
        PasswordOperations begun = SharedOperations.begun();
        return begun == null
                ? ServerState.IDLE
                : begun.client().state(server.getName(), server.getUrl(), server.getTenant());
    }

    /** How many passwords access windows hold in each phase; one that two windows hold counts twice. */
    public static Map<Lease.Phase, Integer> held() {
        Map<Lease.Phase, Integer> held = new EnumMap<>(Lease.Phase.class);
        for (Lease.Phase phase : Lease.Phase.values()) {
            held.put(phase, 0);
        }
        Windows begun = AccessWindows.get().begun();
        if (begun != null) {
            begun.held().forEach(lease -> held.merge(lease.phase(), 1, Integer::sum));
        }
        return held;
    }

    /** How many passwords may be active that no window holds any more. */
    public static int left() {
        Windows begun = AccessWindows.get().begun();
        return begun == null ? 0 : begun.left().size();
    }
}
