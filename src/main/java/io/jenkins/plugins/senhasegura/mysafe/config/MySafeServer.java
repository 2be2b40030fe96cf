package io.jenkins.plugins.senhasegura.mysafe.config;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCertificate;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.TrustedCertificates;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A senhasegura server as an administrator describes it, by form or as code. Every value is checked when it is set, by
 * the same code that checks the form while it is typed.
 *
 * <p>Thread-safe once it is among the settings, since nothing sets its fields any more.
 */
public final class MySafeServer extends ServerLimits implements Describable<MySafeServer> {
    private final String name;
    private final String url;
    private String tokenUrl;
    private String tenant;
    private String credentialsId;
    private String clientCertificateId;
    private String trustedCertificates;

    // Of a class that the file need not name; the number tells when the file held one that Jenkins could not load.
    private ArrayList<AccessRule> rules;
    private int ruleCount;

    private transient volatile TrustedCertificates trust;
    private transient volatile AccessRules accessRules;

    /**
     * @param name what jobs and logs call it
     * @param url the base URL of its API
     * @throws SettingException when one of them cannot be used
     */
    @DataBoundConstructor
    public MySafeServer(String name, String url) {
        this.name = ServerFields.name(name);
        this.url = ofThis(() -> ServerFields.url(url)).toString();
    }

    /** What jobs and logs call it. */
    @Override
    public String getName() {
        return name;
    }

    /** The base URL of its API, with a slash at the end. */
    public String getUrl() {
        return url;
    }

    /** The Access Token URL, absolute or relative to the URL; null for those that senhasegura documents. */
    public String getTokenUrl() {
        return tokenUrl;
    }

    /** @see #getTokenUrl */
    @DataBoundSetter
    public void setTokenUrl(String tokenUrl) {
        ofThis(() -> ServerFields.tokenUrls(ServerFields.url(url), tokenUrl));
        this.tokenUrl = Util.fixEmptyAndTrim(tokenUrl);
    }

    /** The Access Token URL as an absolute one; without any, all that may be one. */
    public List<ServerUrl> tokenUrls() {
        return ServerFields.tokenUrls(ServerFields.url(url), tokenUrl);
    }

    /** Whose passwords of a multi-tenant installation, or null. */
    public String getTenant() {
        return tenant;
    }

    /** @see #getTenant */
    @DataBoundSetter
    public void setTenant(String tenant) {
        this.tenant = ofThis(() -> ServerFields.tenant(tenant));
    }

    /** Username with password: Client ID and Client Secret. Null when every job brings its own. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /** @see #getCredentialsId */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** A certificate credential to authenticate the connection with, or null. */
    public String getClientCertificateId() {
        return clientCertificateId;
    }

    /** @see #getClientCertificateId */
    @DataBoundSetter
    public void setClientCertificateId(String clientCertificateId) {
        this.clientCertificateId = Util.fixEmptyAndTrim(clientCertificateId);
    }

    /** The certificates of the server's own certification authority in PEM, or null. */
    public String getTrustedCertificates() {
        return trustedCertificates;
    }

    /** @see #getTrustedCertificates */
    @DataBoundSetter
    public void setTrustedCertificates(String trustedCertificates) {
        trust = ofThis(() -> ServerFields.trust(trustedCertificates));
        this.trustedCertificates = Util.fixEmptyAndTrim(trustedCertificates);
    }

    /** Who may do what; none permit everything. */
    public List<AccessRule> getRules() {
        return rules == null ? List.of() : List.copyOf(rules);
    }

    /** @see #getRules */
    @DataBoundSetter
    public void setRules(List<AccessRule> rules) {
        this.rules = new ArrayList<>(rules == null ? List.of() : rules);
        this.rules.removeIf(Objects::isNull);
        ruleCount = this.rules.size();
        accessRules = null;
    }

    /** The rules as they decide. */
    AccessRules accessRules() {
        AccessRules known = accessRules;
        if (known == null) {
            known = AccessRules.of(rules == null ? List.of() : rules, ruleCount);
            accessRules = known;
        }
        return known;
    }

    /**
     * All of it as the client takes it; may block, since the client certificate comes from a credentials store. That is
     * the administrator's, whoever asks.
     *
     * @param found told the client certificate's credential, if there is one, before it is used
     * @throws SettingException for what cannot be used
     */
    public ServerSettings settings(Consumer<StandardCredentials> found) {
        ServerUrl base = ServerFields.url(url);
        List<ServerUrl> tokens = ServerFields.tokenUrls(base, tokenUrl);
        ClientCertificate certificate =
                clientCertificateId == null ? null : AdminCredentials.certificate(base, clientCertificateId, found);
        return new ServerSettings(
                ServerFields.name(name),
                base,
                tokens,
                ServerFields.tenant(tenant),
                trust(),
                certificate,
                JenkinsProxies.INSTANCE,
                limits());
    }

    TrustedCertificates trust() {
        TrustedCertificates known = trust;
        if (known == null) {
            known = ServerFields.trust(trustedCertificates);
            trust = known;
        }
        return known;
    }
}
