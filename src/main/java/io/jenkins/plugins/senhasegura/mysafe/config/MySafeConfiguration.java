package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import hudson.model.Saveable;
import hudson.util.FormValidation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.BindInterceptor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The installation's settings: servers, and what errors do to a build. <i>Manage Jenkins › System ›
 * senhasegura MySafe</i>; as code under {@code unclassified: mysafe:}.
 *
 * <p>Form and configuration as code set the fields one by one, within a {@link BulkChange}: what they set is collected
 * by their thread and becomes the settings when that ends, at once. A script's setter outside any is a change of its own.
 *
 * <p>Thread-safe for those who read it: the settings are immutable, and replaced as a whole.
 */
@Extension
@Symbol("mysafe")
public final class MySafeConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    private volatile MySafeSettings settings = MySafeSettings.NONE;
    private final transient ThreadLocal<SettingsDraft> draft = new ThreadLocal<>();

    /** The settings of the running controller. */
    public static MySafeConfiguration get() {
        return ExtensionList.lookupSingleton(MySafeConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.MySafeConfiguration_displayName();
    }

    /** All of them as they are now. */
    public MySafeSettings settings() {
        return settings;
    }

    /** The servers; the first one is the default. */
    public List<MySafeServer> getServers() {
        return settings.servers();
    }

    /** @see #getServers */
    @DataBoundSetter
    public void setServers(List<MySafeServer> servers) {
        change(draft -> draft.servers(servers));
    }

    /** Names of errors that mark a build unstable, unless its step says otherwise. */
    public List<String> getUnstableOn() {
        return settings.unstableOn();
    }

    /**
     * @see #getUnstableOn
     * @throws SettingException for a name that is unknown or doubled
     */
    @DataBoundSetter
    public void setUnstableOn(List<String> unstableOn) {
        change(draft -> draft.mapped(ErrorMapping.UNSTABLE_ON, unstableOn));
    }

    /** Names of errors that fail a build, unless its step says otherwise. */
    public List<String> getFailOn() {
        return settings.failOn();
    }

    /**
     * @see #getFailOn
     * @throws SettingException for a name that is unknown or doubled
     */
    @DataBoundSetter
    public void setFailOn(List<String> failOn) {
        change(draft -> draft.mapped(ErrorMapping.FAIL_ON, failOn));
    }

    /** Names of errors that leave a build's result as it is, unless its step says otherwise. */
    public List<String> getPassOn() {
        return settings.passOn();
    }

    /**
     * @see #getPassOn
     * @throws SettingException for a name that is unknown or doubled
     */
    @DataBoundSetter
    public void setPassOn(List<String> passOn) {
        change(draft -> draft.mapped(ErrorMapping.PASS_ON, passOn));
    }

    /** How many months the audit across jobs is kept beside the one under way. */
    public int getAuditMonths() {
        return settings.auditMonths();
    }

    /**
     * Takes text, as {@link ServerLimits} says why.
     *
     * @see #getAuditMonths
     * @throws SettingException for what is no such number
     */
    @DataBoundSetter
    public void setAuditMonths(String auditMonths) {
        change(draft -> draft.auditMonths(auditMonths));
    }

    /** Checks the number while it is typed. */
    @POST
    public FormValidation doCheckAuditMonths(@QueryParameter String value) {
        return ServerFields.checkNumber("auditMonths", value, MySafeSettings.MOST_AUDIT_MONTHS);
    }

    private void change(Consumer<SettingsDraft> edit) {
        SettingsDraft mine = draft.get();
        if (mine == null || !isCollecting() || !mine.isPartOf(BulkChange.current())) {
            mine = new SettingsDraft(isCollecting() ? BulkChange.current() : null);
        }
        // One bad value, and none of them is taken over.
        draft.remove();
        edit.accept(mine);
        draft.set(mine);
        save();
    }

    /** Whether there is a bulk change of these settings, and not just of everything. */
    private boolean isCollecting() {
        return BulkChange.contains(this) && !BulkChange.contains(Saveable.NOOP);
    }

    /** What is stored and cannot be loaded deletes nothing of the audit; Jenkins' log says what is wrong with it. */
    @Override
    public synchronized void load() {
        super.load();
        if (settings == MySafeSettings.NONE && getConfigFile().exists()) {
            settings = MySafeSettings.UNREADABLE;
        }
    }

    /** Takes over what this thread has set; stored with it, unless more is to come. */
    @Override
    public synchronized void save() {
        SettingsDraft mine = draft.get();
        if (mine != null && !isCollecting()) {
            draft.remove();
            settings = mine.over(settings);
        }
        super.save();
    }

    /** The error mapping as the form shows it. */
    public List<ErrorTable.Row> errorRows() {
        MySafeSettings now = settings;
        return ErrorTable.rows(ErrorMapping.NONE, now.unstableOn(), now.failOn(), now.passOn());
    }

    /** The servers of which the form shows only name and URL, until they are opened. */
    public Set<MySafeServer> unopenedServers() {
        return UnopenedServers.among(getServers());
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject json) throws FormException {
        BindInterceptor before = request.setBindInterceptor(new UnopenedServers(getServers()));
        try (BulkChange all = new BulkChange(this)) {
            // A list whose last entry was deleted is not sent at all.
            change(draft -> draft.servers(List.of()));
            for (String list : List.of(ErrorMapping.UNSTABLE_ON, ErrorMapping.FAIL_ON, ErrorMapping.PASS_ON)) {
                change(draft -> draft.mapped(list, List.of()));
            }
            request.bindJSON(this, json);
            all.commit();
            return true;
        } catch (IOException notSaved) {
            throw new FormException(notSaved, "servers");
        } catch (RuntimeException | LinkageError failure) {
            draft.remove();
            throw FormErrors.of(failure);
        } finally {
            request.setBindInterceptor(before);
        }
    }
}
