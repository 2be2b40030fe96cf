package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import io.jenkins.plugins.senhasegura.mysafe.api.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.api.SettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The installation's settings: servers, and which errors fail a build or mark it unstable. <i>Manage Jenkins › System ›
 * senhasegura MySafe</i>; as code under {@code unclassified: mysafe:}.
 *
 * <p>Thread-safe for those who read it: a change replaces a list, and no list changes.
 */
@Extension
@Symbol("mysafe")
public final class MySafeConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    private volatile List<MySafeServer> servers = new ArrayList<>();
    private volatile List<String> unstableOn = new ArrayList<>();
    private volatile List<String> failOn = new ArrayList<>();

    /** The settings of the running controller. */
    public static MySafeConfiguration get() {
        return ExtensionList.lookupSingleton(MySafeConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.MySafeConfiguration_displayName();
    }

    /** The servers; the first one is the default. */
    public List<MySafeServer> getServers() {
        return List.copyOf(servers);
    }

    /** @see #getServers */
    @DataBoundSetter
    public void setServers(List<MySafeServer> servers) {
        this.servers = servers == null ? new ArrayList<>() : new ArrayList<>(servers);
        save();
    }

    /** Names of errors that mark a build unstable, unless its step says otherwise. */
    public List<String> getUnstableOn() {
        return List.copyOf(unstableOn);
    }

    /**
     * @see #getUnstableOn
     * @throws SettingException for a name that is unknown or doubled
     */
    @DataBoundSetter
    public void setUnstableOn(List<String> unstableOn) {
        List<String> names = names(unstableOn);
        ErrorMapping.of(names, List.of());
        this.unstableOn = names;
        save();
    }

    /** Names of errors that fail a build, unless its step says otherwise. */
    public List<String> getFailOn() {
        return List.copyOf(failOn);
    }

    /**
     * @see #getFailOn
     * @throws SettingException for a name that is unknown or doubled
     */
    @DataBoundSetter
    public void setFailOn(List<String> failOn) {
        List<String> names = names(failOn);
        ErrorMapping.of(List.of(), names);
        this.failOn = names;
        save();
    }

    private static List<String> names(List<String> given) {
        return given == null ? new ArrayList<>() : new ArrayList<>(given);
    }

    /**
     * What the installation says of errors.
     *
     * @throws SettingException when both lists name the same error
     */
    public ErrorMapping mapping() {
        return ErrorMapping.of(unstableOn, failOn);
    }

    /**
     * A server by its name.
     *
     * @param name null for the first one
     * @throws SettingException when there is none, or more than one of that name
     */
    public MySafeServer server(String name) {
        List<MySafeServer> all = servers;
        if (all.isEmpty()) {
            throw new SettingException("server", name, "server.none");
        }
        String wanted = name == null ? all.get(0).getName() : name;
        List<MySafeServer> found =
                all.stream().filter(server -> wanted.equals(server.getName())).toList();
        if (found.isEmpty()) {
            String known = all.stream().map(MySafeServer::getName).distinct().collect(Collectors.joining(", "));
            throw new SettingException("server", wanted, "server.unknown", known);
        }
        if (found.size() > 1) {
            throw new SettingException("server", wanted, "server.doubled");
        }
        return found.get(0);
    }

    /** The Access Token URL of a server for a job's form; null where there is none yet. */
    public String tokenUrlOf(String name) {
        try {
            return server(hudson.Util.fixEmptyAndTrim(name)).tokenUrl();
        } catch (SettingException notYet) {
            return null;
        }
    }

    /** The error mapping as the form shows it. */
    public List<ErrorTable.Row> errorRows() {
        return ErrorTable.rows(unstableOn, failOn);
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject json) throws FormException {
        List<MySafeServer> before = servers;
        List<String> unstableBefore = unstableOn;
        List<String> failBefore = failOn;
        try {
            // A list whose last entry was deleted is not sent at all.
            servers = new ArrayList<>();
            ErrorTable.intoLists(json);
            request.bindJSON(this, json);
            mapping();
            save();
            return true;
        } catch (RuntimeException | LinkageError failure) {
            servers = before;
            unstableOn = unstableBefore;
            failOn = failBefore;
            throw FormErrors.of(failure);
        }
    }
}
