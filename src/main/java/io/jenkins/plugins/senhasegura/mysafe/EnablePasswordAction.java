package io.jenkins.plugins.senhasegura.mysafe;

import hudson.model.Cause;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import jenkins.util.Timer;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * Which passwords a build asked for: the summary on the build page, and the same in the build's REST API.
 *
 * <p>Thread-safe: its lock guards additions. The collections themselves never change, since Jenkins writes the build to
 * disk at any moment and takes no lock of ours for it.
 */
@ExportedBean(defaultVisibility = 2)
public final class EnablePasswordAction implements RunAction2 {
    private static final Logger LOGGER = Logger.getLogger(EnablePasswordAction.class.getName());
    private static final long SAVE_AFTER_SECONDS = 1;

    private volatile List<EnablePasswordRecord> passwords = new ArrayList<>();
    private volatile Set<String> tracked = new HashSet<>();
    private transient Run<?, ?> run;
    private transient boolean savingSoon;

    EnablePasswordAction() {}

    /** The action of a build, added where there is none yet. */
    static EnablePasswordAction of(Run<?, ?> run) {
        // One lock a build: parallel branches must not add two.
        synchronized (run) {
            EnablePasswordAction action = run.getAction(EnablePasswordAction.class);
            if (action == null) {
                action = new EnablePasswordAction();
                action.run = run;
                run.addAction(action);
            }
            return action;
        }
    }

    /** Whether the use of this credential has still to be tracked; true once per server and credential. */
    synchronized boolean tracks(String server, String credentialsId) {
        Set<String> more = new HashSet<>(tracked);
        boolean isNew = more.add(server + '\n' + credentialsId);
        tracked = more;
        return isNew;
    }

    synchronized void add(EnablePasswordRecord password) {
        List<EnablePasswordRecord> more = new ArrayList<>(passwords);
        more.add(password);
        passwords = more;
        // A thousand branches would otherwise write the whole build a thousand times.
        if (!savingSoon) {
            savingSoon = true;
            Timer.get().schedule(this::save, SAVE_AFTER_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void save() {
        synchronized (this) {
            savingSoon = false;
        }
        try {
            run.save();
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "The enabled passwords of " + run + " could not be saved");
        }
    }

    /** The passwords in the order in which they ended. */
    @Exported(visibility = 2)
    public List<EnablePasswordRecord> getPasswords() {
        return new ArrayList<>(passwords);
    }

    /** By whom or what the build was started, one line each. */
    @Exported(visibility = 2)
    public List<String> getCauses() {
        return run.getCauses().stream().map(Cause::getShortDescription).toList();
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
    }

    /** None: the summary is part of the build's own page. */
    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.EnablePasswordAction_displayName();
    }

    @Override
    public String getUrlName() {
        return null;
    }
}
