package hudson;

import hudson.model.Describable;
import hudson.model.Saveable;
import hudson.util.Secret;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The proxy that Jenkins is told to use. */
public final class ProxyConfiguration implements Describable<ProxyConfiguration>, Saveable, Serializable {

    public final String name;

    public final int port;

    @Restricted(NoExternalUse.class)
    public String noProxyHost;

    private final String userName;
    private final Secret password;

    public ProxyConfiguration(String name, int port, String userName, String password) {
        this.name = name;
        this.port = port;
        this.userName = userName;
        this.password = password == null ? null : Secret.fromString(password);
    }

    public String getUserName() {
        return userName;
    }

    public Secret getSecretPassword() {
        return password;
    }

    public int getPort() {
        return port;
    }

    public String getName() {
        return name;
    }

    public List<Pattern> getNoProxyHostPatterns() {
        return getNoProxyHostPatterns(noProxyHost);
    }

    public static List<Pattern> getNoProxyHostPatterns(String noProxyHost) {
        if (noProxyHost == null) {
            return List.of();
        }
        return Pattern.compile("[ \t\n,|]+")
                .splitAsStream(noProxyHost)
                .filter(pattern -> !pattern.isEmpty())
                .map(pattern -> Pattern.compile(pattern.replace(".", "\\.").replace("*", ".*")))
                .toList();
    }

    @Override
    public void save() throws IOException {
        throw new UnsupportedOperationException("ProxyConfiguration.save needs a real Jenkins");
    }
}
