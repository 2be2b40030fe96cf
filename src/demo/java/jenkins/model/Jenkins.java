package jenkins.model;

import hudson.ProxyConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.demo.Folders;
import java.io.File;
import java.nio.file.Path;

/** Stands in for Jenkins' own where there is no Jenkins: one without a proxy. */
public final class Jenkins {
    private static final Jenkins INSTANCE = new Jenkins();

    private Path home;

    private Jenkins() {}

    public static Jenkins get() {
        return INSTANCE;
    }

    /** The home, which goes with the demo. */
    public synchronized File getRootDir() {
        if (home == null) {
            home = Folders.temporary("mysafe-demo-home");
        }
        return home.toFile();
    }

    public String getLegacyInstanceId() {
        return "demo";
    }

    public ProxyConfiguration getProxy() {
        return null;
    }
}
