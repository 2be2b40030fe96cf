package jenkins.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.ExtensionPoint;
import hudson.PluginManager;
import hudson.ProxyConfiguration;
import hudson.model.AbstractModelObject;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.TopLevelItem;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.io.File;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** The controller. */
public class Jenkins extends AbstractModelObject
        implements ExtensionPoint, AccessControlled, ItemGroup<TopLevelItem>, Loadable {

    public ProxyConfiguration proxy;

    public static final Permission ADMINISTER = Permission.fromId("hudson.model.Hudson.Administer");

    public static final Permission MANAGE = Permission.fromId("hudson.model.Hudson.Manage");

    public static final Permission SYSTEM_READ = Permission.fromId("hudson.model.Hudson.SystemRead");

    public static final Permission READ = Permission.fromId("hudson.model.Hudson.Read");

    Jenkins() {}

    @NonNull
    public static Jenkins get() throws IllegalStateException {
        throw new IllegalStateException("Jenkins.instance is missing: these are declarations, not a Jenkins");
    }

    @CheckForNull
    public static Jenkins getInstanceOrNull() {
        return null;
    }

    @CheckForNull
    public ProxyConfiguration getProxy() {
        throw new UnsupportedOperationException("Jenkins.getProxy needs a real Jenkins");
    }

    @NonNull
    public PluginManager getPluginManager() {
        throw new UnsupportedOperationException("Jenkins.getPluginManager needs a real Jenkins");
    }

    public Descriptor getDescriptor(String id) {
        throw new UnsupportedOperationException("Jenkins.getDescriptor needs a real Jenkins");
    }

    @CheckForNull
    public Descriptor getDescriptor(Class<? extends Describable> type) {
        throw new UnsupportedOperationException("Jenkins.getDescriptor needs a real Jenkins");
    }

    @NonNull
    public Descriptor getDescriptorOrDie(Class<? extends Describable> type) {
        throw new UnsupportedOperationException("Jenkins.getDescriptorOrDie needs a real Jenkins");
    }

    public <T extends Descriptor> T getDescriptorByType(Class<T> type) {
        throw new UnsupportedOperationException("Jenkins.getDescriptorByType needs a real Jenkins");
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException("Jenkins.getDisplayName needs a real Jenkins");
    }

    @Nullable
    public String getRootUrl() throws IllegalStateException {
        throw new UnsupportedOperationException("Jenkins.getRootUrl needs a real Jenkins");
    }

    public File getRootDir() {
        throw new UnsupportedOperationException("Jenkins.getRootDir needs a real Jenkins");
    }

    @Override
    @NonNull
    public ACL getACL() {
        throw new UnsupportedOperationException("Jenkins.getACL needs a real Jenkins");
    }

    public boolean isTerminating() {
        throw new UnsupportedOperationException("Jenkins.isTerminating needs a real Jenkins");
    }

    @Override
    public TopLevelItem getItem(String name) throws AccessDeniedException {
        throw new UnsupportedOperationException("Jenkins.getItem needs a real Jenkins");
    }

    public Item getItem(String pathName, ItemGroup context) {
        throw new UnsupportedOperationException("Jenkins.getItem needs a real Jenkins");
    }

    public final Item getItem(String pathName, Item context) {
        throw new UnsupportedOperationException("Jenkins.getItem needs a real Jenkins");
    }

    public final <T extends Item> T getItem(String pathName, ItemGroup context, @NonNull Class<T> type) {
        throw new UnsupportedOperationException("Jenkins.getItem needs a real Jenkins");
    }

    public final <T extends Item> T getItem(String pathName, Item context, Class<T> type) {
        throw new UnsupportedOperationException("Jenkins.getItem needs a real Jenkins");
    }

    @CheckForNull
    public <T extends Item> T getItemByFullName(@NonNull String fullName, Class<T> type) throws AccessDeniedException {
        throw new UnsupportedOperationException("Jenkins.getItemByFullName needs a real Jenkins");
    }

    @CheckForNull
    public Item getItemByFullName(String fullName) {
        throw new UnsupportedOperationException("Jenkins.getItemByFullName needs a real Jenkins");
    }

    @Override
    public void load() throws IOException {
        throw new UnsupportedOperationException("Jenkins.load needs a real Jenkins");
    }

    @Override
    public void save() throws IOException {
        throw new UnsupportedOperationException("Jenkins.save needs a real Jenkins");
    }

    @NonNull
    public static Authentication getAuthentication2() {
        throw new UnsupportedOperationException("Jenkins.getAuthentication2 needs a real Jenkins");
    }
}
