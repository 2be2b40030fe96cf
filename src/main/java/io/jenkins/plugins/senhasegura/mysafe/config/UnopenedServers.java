package io.jenkins.plugins.senhasegura.mysafe.config;

import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.BindInterceptor;

/**
 * Servers of which the configuration page shows no more than name and URL, until somebody opens one and its form is
 * loaded. What was not opened is submitted as the name under which it is saved, and stays as it is.
 */
final class UnopenedServers extends BindInterceptor {
    /** The form's field for that name; where it is there, nothing else of the server counts. */
    static final String FIELD = "unopened";

    /** So many forms are shown at once. */
    private static final int MOST_OPEN = 3;

    private final List<MySafeServer> saved;

    /** @param saved the servers as they are now */
    UnopenedServers(List<MySafeServer> saved) {
        this.saved = saved;
    }

    /** Those that a page with all of these does not open: none when they are few, else all that a name identifies. */
    static Set<MySafeServer> among(List<MySafeServer> servers) {
        Set<MySafeServer> unopened = Collections.newSetFromMap(new IdentityHashMap<>());
        if (servers.size() > MOST_OPEN) {
            Map<String, List<MySafeServer>> named = servers.stream()
                    .filter(UnopenedServers::hasName)
                    .collect(Collectors.groupingBy(MySafeServer::getName));
            named.values().stream().filter(same -> same.size() == 1).forEach(unopened::addAll);
        }
        return unopened;
    }

    /** Only a file that was edited by hand can hold any other. */
    private static boolean hasName(MySafeServer server) {
        try {
            return ServerFields.name(server.getName()).equals(server.getName());
        } catch (SettingException bad) {
            return false;
        }
    }

    /**
     * The saved server of this name.
     *
     * @throws SettingException when there is no such server any more, or another one of that name
     */
    MySafeServer saved(String name) {
        List<MySafeServer> found =
                saved.stream().filter(server -> name.equals(server.getName())).toList();
        if (found.size() != 1) {
            throw new SettingException("server", name, "server.changed");
        }
        return found.get(0);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Stapler declares it
    public Object instantiate(Class actualType, JSONObject json) {
        return actualType == MySafeServer.class && json.has(FIELD) ? saved(json.getString(FIELD)) : DEFAULT;
    }
}
