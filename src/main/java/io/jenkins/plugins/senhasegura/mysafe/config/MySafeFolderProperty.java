package io.jenkins.plugins.senhasegura.mysafe.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * What a folder lets its jobs use: what they get when they name nothing, and all that they may name. The one class that
 * knows the plugin for folders, which may be missing.
 */
public final class MySafeFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {
    private String server;
    private String credentialsId;
    private String ids;

    /** One that limits nothing yet. */
    @DataBoundConstructor
    public MySafeFolderProperty() {}

    /** The name of a configured server; null for any. */
    public String getServer() {
        return server;
    }

    /** @see #getServer */
    @DataBoundSetter
    public void setServer(String server) {
        this.server = Util.fixEmptyAndTrim(server);
    }

    /** Credentials instead of the server's; null for any. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /** @see #getCredentialsId */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** Identifiers such as {@code 10, 20-29}; null for all. */
    public String getIds() {
        return ids;
    }

    /**
     * @see #getIds
     * @throws SettingException when they cannot be read
     */
    @DataBoundSetter
    public void setIds(String ids) {
        this.ids = checkedIds(ids);
    }

    private static String checkedIds(String given) {
        String ids = Util.fixEmptyAndTrim(given);
        if (ids != null) {
            IdRanges.parse(AccessRule.IDS, ids);
        }
        return ids;
    }

    private boolean limitsNothing() {
        return server == null && credentialsId == null && ids == null;
    }

    /** Reads the limits of folders. */
    @SuppressWarnings("deprecation") // "optional" says that the plugin for folders may be missing
    @Extension(optional = true)
    public static final class Limits implements JobLimits {
        @Override
        public FolderLimit of(Item item) {
            if (item instanceof AbstractFolder<?> folder) {
                MySafeFolderProperty limit = folder.getProperties().get(MySafeFolderProperty.class);
                return limit == null
                        ? null
                        : FolderLimit.of(item.getFullName(), limit.server, limit.credentialsId, limit.ids);
            }
            return null;
        }
    }

    /** Describes the limits to the folder's form and to Job DSL. */
    @SuppressWarnings("deprecation") // "optional", as above
    @Extension(optional = true)
    @Symbol("mysafeLimits")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.MySafeFolderProperty_displayName();
        }

        @Override
        public AbstractFolderProperty<?> newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            try {
                AbstractFolderProperty<?> filledIn = super.newInstance(request, form);
                // The form is always there; where nothing was filled in the folder has no limits.
                return filledIn instanceof MySafeFolderProperty limits && limits.limitsNothing() ? null : filledIn;
            } catch (RuntimeException | LinkageError failure) {
                throw FormErrors.of(failure);
            }
        }

        /** Checks the identifiers while they are typed. */
        @POST
        public FormValidation doCheckIds(@AncestorInPath Item item, @QueryParameter String value) {
            FormCredentials.checkMayFillIn(item);
            try {
                checkedIds(value);
                return FormValidation.ok();
            } catch (SettingException bad) {
                return FormValidation.error(bad.message(LocaleProvider.getLocale()));
            }
        }

        /** The servers that the folder may use. */
        @POST
        public ListBoxModel doFillServerItems(@AncestorInPath Item item, @QueryParameter String server) {
            return JobChoices.ofFolder(item).servers(Messages.MySafeFolderProperty_anyServer(), server);
        }

        /** The credentials that the folder may use. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String server, @QueryParameter String credentialsId) {
            return JobChoices.ofFolder(item).credentials(server, credentialsId);
        }

        /** Says so where builds do not find the credentials. */
        @POST
        public FormValidation doCheckCredentialsId(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String server) {
            return JobChoices.ofFolder(item).checkCredentials(server, value);
        }
    }
}
