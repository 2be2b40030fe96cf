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
 * <p>Thread-safe: its lock guards the records. What is written with the build never changes, since Jenkins does so at any
 * moment and takes no lock of ours for it.
 */
@ExportedBean(defaultVisibility = 2)
public final class EnablePasswordAction implements RunAction2 {
    private static final Logger LOGGER = Logger.getLogger(EnablePasswordAction.class.getName());
    private static final long SAVE_AFTER_SECONDS = 1;

    /** Where older versions kept the records; null in a build of this one. */
    private List<EnablePasswordRecord> passwords;

    private volatile Set<String> tracked = new HashSet<>();
    private transient Run<?, ?> run;
    private transient List<EnablePasswordRecord> records;

    EnablePasswordAction() {}

    /** The action of a build, added where there is none yet. */
    static EnablePasswordAction of(Run<?, ?> run) {
        EnablePasswordAction known = run.getAction(EnablePasswordAction.class);
        // Without the build's lock, which Jenkins holds while it writes build.xml, at every step of a Pipeline.
        return known == null ? addedTo(run) : known;
    }

    private static EnablePasswordAction addedTo(Run<?, ?> run) {
        // One lock a build: parallel branches must not add two.
        synchronized (run) {
            EnablePasswordAction action = run.getAction(EnablePasswordAction.class);
            if (action == null) {
                action = new EnablePasswordAction();
                action.run = run;
                run.addAction(action);
                action.saveSoon();
            }
            return action;
        }
    }

    /** A freestyle build is written at its end only, and until then a crash would take the action along. */
    private void saveSoon() {
        Timer.get().schedule(this::save, SAVE_AFTER_SECONDS, TimeUnit.SECONDS);
    }

    /** Whether the use of this credential has still to be tracked; true once per server and credential. */
    synchronized boolean tracks(String server, String credentialsId) {
        String use = server + '\n' + credentialsId;
        if (tracked.contains(use)) {
            return false;
        }
        Set<String> more = new HashSet<>(tracked);
        more.add(use);
        tracked = more;
        saveSoon();
        return true;
    }

    synchronized void add(EnablePasswordRecord password) {
        records().add(password);
        try {
            new RecordFile(run).add(password);
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "An enabled password of " + run + " could not be saved");
        }
    }

    /** All so far; read when somebody asks for the first time. */
    private List<EnablePasswordRecord> records() {
        if (records == null) {
            records = new ArrayList<>(passwords == null ? List.of() : passwords);
            records.addAll(new RecordFile(run).read());
        }
        return records;
    }

    private void save() {
        try {
            run.save();
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "The enabled passwords of " + run + " could not be saved");
        }
    }

    /** The passwords in the order in which they ended. */
    @Exported(visibility = 2)
    public synchronized List<EnablePasswordRecord> getPasswords() {
        return new ArrayList<>(records());
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
