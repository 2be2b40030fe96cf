package jenkins.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.ProxyConfiguration;
import hudson.model.AbstractModelObject;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.TopLevelItem;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** The controller. */
public class Jenkins extends AbstractModelObject implements ExtensionPoint, AccessControlled, ItemGroup<TopLevelItem> {

    public static final Permission ADMINISTER = Permission.fromId("hudson.model.Hudson.Administer");

    public static final Permission READ = Permission.fromId("hudson.model.Hudson.Read");
    public static final Permission SYSTEM_READ = Permission.fromId("hudson.model.Hudson.SystemRead");

    Jenkins() {}

    @NonNull
    public static Jenkins get() throws IllegalStateException {
        // Not simply thrown: SpotBugs would take what follows a call for code that is never reached.
        return Optional.<Jenkins>empty()
                .orElseThrow(() -> new IllegalStateException(
                        "Jenkins.instance is missing: these are declarations, not a Jenkins"));
    }

    @NonNull
    public static Authentication getAuthentication2() {
        throw new UnsupportedOperationException("Jenkins.getAuthentication2 needs a real Jenkins");
    }

    public File getRootDir() {
        throw new UnsupportedOperationException("Jenkins.getRootDir needs a real Jenkins");
    }

    public String getLegacyInstanceId() {
        throw new UnsupportedOperationException("Jenkins.getLegacyInstanceId needs a real Jenkins");
    }

    @CheckForNull
    public <T extends Item> T getItemByFullName(@NonNull String fullName, Class<T> type) throws AccessDeniedException {
        throw new UnsupportedOperationException("Jenkins.getItemByFullName needs a real Jenkins");
    }

    @CheckForNull
    public ProxyConfiguration getProxy() {
        throw new UnsupportedOperationException("Jenkins.getProxy needs a real Jenkins");
    }

    @CheckForNull
    public Item getItemByFullName(String fullName) {
        throw new UnsupportedOperationException("Jenkins.getItemByFullName needs a real Jenkins");
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException("Jenkins.getDisplayName needs a real Jenkins");
    }

    @Override
    public void save() throws IOException {
        throw new UnsupportedOperationException("Jenkins.save needs a real Jenkins");
    }
}
