package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.Util;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.window.WhenFoundActive;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a job asks a window for, the same for the step and the build environment. Holds no secret and no URL. */
public final class WindowOptions implements Serializable {
    /** The name of the field that lists the passwords. */
    public static final String IDS = "ids";

    /** So many passwords one window may have. */
    public static final int MOST = 1000;

    public static final String WHEN_FOUND_ACTIVE = "whenFoundActive";

    private static final long serialVersionUID = 1L;

    private final ArrayList<Long> ids;
    private final String server;
    private final String credentialsId;
    private final String[] unstableOn;
    private final String[] failOn;
    private final String[] passOn;
    private final WhenFoundActive whenFoundActive;

    /**
     * @param ids the passwords' identifiers
     * @param server a configured server's name, or null for the first one
     * @param credentialsId instead of the server's, or null
     * @param unstableOn error names, or null
     * @param failOn error names, or null
     * @param passOn error names, or null
     * @param whenFoundActive what becomes of passwords that were active before
     * @throws SettingException where something of it cannot be used
     */
    public WindowOptions(
            List<Long> ids,
            String server,
            String credentialsId,
            String[] unstableOn,
            String[] failOn,
            String[] passOn,
            WhenFoundActive whenFoundActive) {
        this.ids = new ArrayList<>(checked(ids));
        this.server = Util.fixEmptyAndTrim(server);
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
        this.unstableOn = unstableOn;
        this.failOn = failOn;
        this.passOn = passOn;
        this.whenFoundActive = whenFoundActive;
        ErrorMapping.of(list(unstableOn), list(failOn), list(passOn));
    }

    private static List<String> list(String[] names) {
        return names == null ? List.of() : Arrays.asList(names);
    }

    /**
     * The same identifiers.
     *
     * @throws SettingException where there is none, a bad one, one twice, or too many
     */
    public static List<Long> checked(List<Long> ids) {
        if (ids == null || ids.isEmpty()) {
            throw new SettingException(IDS, null, "ids.missing");
        }
        if (ids.size() > MOST) {
            throw new SettingException(IDS, null, "ids.many", ids.size(), MOST);
        }
        Set<Long> seen = new HashSet<>();
        for (Long id : ids) {
            if (id == null) {
                throw new SettingException(IDS, null, "ids.missing");
            }
            if (!seen.add(new PasswordId(id).value())) {
                throw new SettingException(IDS, id, "ids.doubled");
            }
        }
        return ids;
    }

    /**
     * Reads identifiers as a form has them: separated by commas or blanks.
     *
     * @throws SettingException as {@link #checked}
     */
    public static List<Long> parse(String text) {
        List<Long> ids = new ArrayList<>();
        for (String each : (text == null ? "" : text).split("[,\\s]+")) {
            if (!each.isEmpty()) {
                ids.add(PasswordId.parse(each).value());
            }
        }
        return checked(ids);
    }

    /**
     * Reads the option of that name; null and empty keep such passwords.
     *
     * @throws SettingException for what is none of its names
     */
    public static WhenFoundActive whenFoundActive(String given) {
        String name = Util.fixEmptyAndTrim(given);
        for (WhenFoundActive each : WhenFoundActive.values()) {
            if (name == null ? each == WhenFoundActive.KEEP : each.name().equals(name)) {
                return each;
            }
        }
        throw new SettingException(WHEN_FOUND_ACTIVE, null, "whenFoundActive");
    }

    public List<Long> ids() {
        return List.copyOf(ids);
    }

    String server() {
        return server;
    }

    String credentialsId() {
        return credentialsId;
    }

    public WhenFoundActive whenFoundActive() {
        return whenFoundActive;
    }

    /** What is asked for one of the passwords. */
    OperationOptions single(Operation operation, long id) {
        return new OperationOptions(operation, Long.toString(id), server, credentialsId, unstableOn, failOn, passOn);
    }
}
