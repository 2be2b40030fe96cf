package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/**
 * Where a server's token endpoint was found whose Access Token URL was left empty. Whoever needs to know at the same
 * time waits for the one who is looking, so that a server is asked for the path that it does not have once.
 *
 * <p>Thread-safe: its lock guards what is known and who looks; looks are begun without it.
 */
final class TokenPaths {
    /** Whoever tests connections to ever new servers must not fill the memory. */
    private static final int MOST_SERVERS = 1000;

    /** Somebody who needs a token of a server. */
    interface Look {
        /** @param known where it was found, or null: then its end has to be told */
        void begin(ServerUrl known);
    }

    private static final class Known {
        private ServerUrl path;
        private boolean said;
        private Look looking;
        private final Queue<Look> waiting = new ArrayDeque<>(0);
    }

    private final Map<ServerUrl, Known> servers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ServerUrl, Known> eldest) {
            return size() > MOST_SERVERS && eldest.getValue().looking == null;
        }
    };

    /** Begins the look at once, or when the one under way has ended. */
    void look(ServerUrl server, Look look) {
        ServerUrl known;
        synchronized (this) {
            Known found = servers.computeIfAbsent(server, missing -> new Known());
            known = found.path;
            if (known == null) {
                if (found.looking != null) {
                    found.waiting.add(look);
                    return;
                }
                found.looking = look;
            }
        }
        look.begin(known);
    }

    /** Remembers where the endpoint is; null where it is not where it was. */
    synchronized void remember(ServerUrl server, ServerUrl path) {
        Known found = servers.get(server);
        if (found != null && !Objects.equals(path, found.path)) {
            found.path = path;
            found.said = false;
        }
    }

    /** A look has ended, whatever came of it: those who wait need not look, or do so for themselves. */
    void ended(ServerUrl server, Look look) {
        List<Look> next;
        ServerUrl known;
        synchronized (this) {
            Known found = servers.get(server);
            if (found == null || found.looking != look) {
                return;
            }
            found.looking = null;
            known = found.path;
            next = List.copyOf(found.waiting);
            found.waiting.clear();
        }
        next.forEach(waiting -> waiting.begin(known));
    }

    /** A look was given up: the next of those who wait goes on. */
    void abandoned(ServerUrl server, Look look) {
        Look next;
        synchronized (this) {
            Known found = servers.get(server);
            if (found == null || found.waiting.remove(look) || found.looking != look) {
                return;
            }
            next = found.waiting.poll();
            found.looking = next;
        }
        if (next != null) {
            next.begin(null);
        }
    }

    /** Where the endpoint was found, if that has still to be said; once. */
    synchronized ServerUrl announcement(ServerUrl server) {
        Known found = servers.get(server);
        if (found == null || found.said) {
            return null;
        }
        found.said = found.path != null;
        return found.path;
    }
}
