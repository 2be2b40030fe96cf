package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.Util;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.ArrayList;
import java.util.List;

/**
 * The installation's settings as they were at one moment: a change makes others of them, so whoever has these sees
 * nothing of it. Its fields are what Jenkins stores, so a file that was edited by hand may hold anything.
 */
public final class MySafeSettings {
    /** How long the audit is kept where nobody says anything else. */
    static final int AUDIT_MONTHS = 24;

    static final int MOST_AUDIT_MONTHS = 1200;

    static final MySafeSettings NONE = new MySafeSettings(List.of(), List.of(), List.of(), List.of(), AUDIT_MONTHS);

    /** Where Jenkins cannot load what it has stored: nobody has said that anything is to be deleted. */
    static final MySafeSettings UNREADABLE =
            new MySafeSettings(List.of(), List.of(), List.of(), List.of(), MOST_AUDIT_MONTHS);

    // Of a class that the file need not name.
    private final ArrayList<MySafeServer> servers;
    private final ArrayList<String> unstableOn;
    private final ArrayList<String> failOn;
    private final ArrayList<String> passOn;
    private final String auditMonths; // as text, since nobody is told of a number that Jenkins cannot load

    MySafeSettings(
            List<MySafeServer> servers,
            List<String> unstableOn,
            List<String> failOn,
            List<String> passOn,
            int auditMonths) {
        this(servers, unstableOn, failOn, passOn, Integer.toString(auditMonths));
    }

    private MySafeSettings(
            List<MySafeServer> servers,
            List<String> unstableOn,
            List<String> failOn,
            List<String> passOn,
            String auditMonths) {
        this.servers = copy(servers);
        this.unstableOn = copy(unstableOn);
        this.failOn = copy(failOn);
        this.passOn = copy(passOn);
        this.auditMonths = Integer.toString(months(auditMonths));
    }

    /** A number that only a file that was edited by hand can hold deletes nothing. */
    private static int months(String stored) {
        try {
            int months = stored == null ? AUDIT_MONTHS : Integer.parseInt(stored.strip());
            return months < 1 ? MOST_AUDIT_MONTHS : Math.min(months, MOST_AUDIT_MONTHS);
        } catch (NumberFormatException none) {
            return MOST_AUDIT_MONTHS;
        }
    }

    private static <T> ArrayList<T> copy(List<T> list) {
        ArrayList<T> copy = new ArrayList<>();
        if (list != null) {
            list.stream().filter(element -> element != null).forEach(copy::add);
        }
        return copy;
    }

    /** What a file leaves out is empty, or as by default. */
    private Object readResolve() {
        return new MySafeSettings(servers, unstableOn, failOn, passOn, auditMonths);
    }

    /** The servers; the first one is the default. */
    public List<MySafeServer> servers() {
        return List.copyOf(servers);
    }

    /** Names of errors that mark a build unstable, unless its step says otherwise. */
    public List<String> unstableOn() {
        return List.copyOf(unstableOn);
    }

    /** Names of errors that fail a build, unless its step says otherwise. */
    public List<String> failOn() {
        return List.copyOf(failOn);
    }

    /** Names of errors that leave a build as it is, unless its step says otherwise. */
    public List<String> passOn() {
        return List.copyOf(passOn);
    }

    /** How many months the audit across jobs is kept beside the one under way. */
    public int auditMonths() {
        return Integer.parseInt(auditMonths);
    }

    /**
     * What the installation says of errors.
     *
     * @throws SettingException when a file that was edited by hand names an error twice, or one that is unknown
     */
    public ErrorMapping mapping() {
        return ErrorMapping.of(unstableOn, failOn, passOn);
    }

    /**
     * The server at which a window was opened: of those with its URL and tenant the one of its name, if there is one.
     *
     * @param tenant empty for none
     * @throws SettingException when none has that URL and tenant any more
     */
    public MySafeServer serverAt(String name, String url, String tenant) {
        List<MySafeServer> found = servers.stream()
                .filter(server -> server.getUrl().equals(url) && tenant.equals(Util.fixNull(server.getTenant())))
                .toList();
        return found.stream()
                .filter(server -> server.getName().equals(name))
                .findFirst()
                .or(() -> found.stream().findFirst())
                .orElseThrow(() -> new SettingException("server", name, "server.moved"));
    }

    /**
     * A server by its name.
     *
     * @param name null for the first one
     * @throws SettingException when there is none, or more than one of that name
     */
    public MySafeServer server(String name) {
        if (servers.isEmpty()) {
            throw new SettingException("server", name, "server.none");
        }
        String wanted = name == null ? servers.get(0).getName() : name;
        List<MySafeServer> found = servers.stream()
                .filter(server -> wanted.equals(server.getName()))
                .toList();
        if (found.size() != 1) {
            // Whoever asks may not be allowed to use the others, so their names are not told.
            throw new SettingException("server", wanted, found.isEmpty() ? "server.unknown" : "server.doubled");
        }
        return found.get(0);
    }
}
