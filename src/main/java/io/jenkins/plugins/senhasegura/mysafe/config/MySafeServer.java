package io.jenkins.plugins.senhasegura.mysafe.config;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.senhasegura.mysafe.api.ClientCertificate;
import io.jenkins.plugins.senhasegura.mysafe.api.Limits;
import io.jenkins.plugins.senhasegura.mysafe.api.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.api.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.api.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.api.TrustedCertificates;
import java.time.Duration;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A senhasegura server as an administrator describes it, by form or as code. Every value is checked when it is set, by
 * the same code that checks the form while it is typed.
 *
 * <p>Thread-safe once it is among the settings, since nothing sets its fields any more.
 */
public final class MySafeServer implements Describable<MySafeServer> {
    private static final int DEFAULT_CONNECT =
            (int) Limits.DEFAULT.connectTimeout().toSeconds();
    private static final int DEFAULT_ANSWER =
            (int) Limits.DEFAULT.answerTimeout().toSeconds();
    private static final int DEFAULT_TOTAL = (int) Limits.DEFAULT.totalTimeout().toSeconds();

    private final String name;
    private final String url;
    private String tokenUrl = ServerSettings.DEFAULT_TOKEN_URL;
    private String credentialsId;
    private String clientCertificateId;
    private String trustedCertificates;
    private int connectTimeout = DEFAULT_CONNECT;
    private int answerTimeout = DEFAULT_ANSWER;
    private int totalTimeout = DEFAULT_TOTAL;
    private int attempts = Limits.DEFAULT.attempts();
    private int connections = Limits.DEFAULT.connections();
    private boolean circuitBreaker = Limits.DEFAULT.circuitBreaker();

    private transient volatile TrustedCertificates trust;

    /**
     * @param name what jobs and logs call it
     * @param url the base URL of its API
     * @throws SettingException when one of them cannot be used
     */
    @DataBoundConstructor
    public MySafeServer(String name, String url) {
        this.name = ServerFields.name(name);
        this.url = ServerFields.url(url).toString();
    }

    /** What jobs and logs call it. */
    public String getName() {
        return name;
    }

    /** The base URL of its API, with a slash at the end. */
    public String getUrl() {
        return url;
    }

    /** The Access Token URL, absolute or relative to the URL. */
    public String getTokenUrl() {
        return tokenUrl;
    }

    /** @see #getTokenUrl */
    @DataBoundSetter
    public void setTokenUrl(String tokenUrl) {
        String given = Util.fixEmptyAndTrim(tokenUrl);
        ServerFields.tokenUrl(url, given);
        this.tokenUrl = given == null ? ServerSettings.DEFAULT_TOKEN_URL : given;
    }

    /** The Access Token URL as an absolute one. */
    public String tokenUrl() {
        return ServerFields.tokenUrl(url, tokenUrl).toString();
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
        trust = ServerFields.trust(trustedCertificates);
        this.trustedCertificates = Util.fixEmptyAndTrim(trustedCertificates);
    }

    /** Seconds until connected, TLS included. */
    public int getConnectTimeout() {
        return connectTimeout;
    }

    /** @see #getConnectTimeout */
    @DataBoundSetter
    public void setConnectTimeout(int connectTimeout) {
        Limits.check("connectTimeout", connectTimeout, Limits.LONGEST_CONNECT_SECONDS);
        this.connectTimeout = connectTimeout;
    }

    /** Seconds from the request to the whole of its answer. */
    public int getAnswerTimeout() {
        return answerTimeout;
    }

    /** @see #getAnswerTimeout */
    @DataBoundSetter
    public void setAnswerTimeout(int answerTimeout) {
        Limits.check("answerTimeout", answerTimeout, Limits.LONGEST_ANSWER_SECONDS);
        this.answerTimeout = answerTimeout;
    }

    /** Seconds for all attempts together, without the time in line. */
    public int getTotalTimeout() {
        return totalTimeout;
    }

    /** @see #getTotalTimeout */
    @DataBoundSetter
    public void setTotalTimeout(int totalTimeout) {
        Limits.check("totalTimeout", totalTimeout, Limits.LONGEST_TOTAL_SECONDS);
        this.totalTimeout = totalTimeout;
    }

    /** How often is tried, the first time included. */
    public int getAttempts() {
        return attempts;
    }

    /** @see #getAttempts */
    @DataBoundSetter
    public void setAttempts(int attempts) {
        Limits.check("attempts", attempts, Limits.MOST_ATTEMPTS);
        this.attempts = attempts;
    }

    /** The most connections at the same time. */
    public int getConnections() {
        return connections;
    }

    /** @see #getConnections */
    @DataBoundSetter
    public void setConnections(int connections) {
        Limits.check("connections", connections, Limits.MOST_CONNECTIONS);
        this.connections = connections;
    }

    /** Whether calls are refused for a while after several in a row that the server left unanswered. */
    public boolean isCircuitBreaker() {
        return circuitBreaker;
    }

    /** @see #isCircuitBreaker */
    @DataBoundSetter
    public void setCircuitBreaker(boolean circuitBreaker) {
        this.circuitBreaker = circuitBreaker;
    }

    /**
     * All of it as the client takes it; may block, since the client certificate comes from a credentials store.
     *
     * @param found told the client certificate's credential, if there is one, before it is used
     * @throws SettingException for what cannot be used
     */
    public ServerSettings settings(Run<?, ?> run, Consumer<StandardCredentials> found) {
        return settings(
                clientCertificateId == null
                        ? null
                        : JobCredentials.clientCertificate(run, url, clientCertificateId, found));
    }

    /** The same for an administrator, who has no build; may block. */
    ServerSettings settings() {
        return settings(clientCertificateId == null ? null : AdminCredentials.certificate(url, clientCertificateId));
    }

    private ServerSettings settings(ClientCertificate clientCertificate) {
        ServerUrl base = ServerFields.url(url);
        return new ServerSettings(
                ServerFields.name(name),
                base,
                ServerFields.tokenUrl(base, tokenUrl),
                trust(),
                clientCertificate,
                JenkinsProxies.INSTANCE,
                new Limits(
                        Duration.ofSeconds(connectTimeout),
                        Duration.ofSeconds(answerTimeout),
                        Duration.ofSeconds(totalTimeout),
                        attempts,
                        connections,
                        circuitBreaker));
    }

    TrustedCertificates trust() {
        TrustedCertificates known = trust;
        if (known == null) {
            known = ServerFields.trust(trustedCertificates);
            trust = known;
        }
        return known;
    }

    /** Describes a server to the configuration page. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<MySafeServer> {
        @Override
        public String getDisplayName() {
            return Messages.MySafeServer_displayName();
        }

        /** What the form proposes for the first server, so that one field less has to be filled in. */
        public String getDefaultName() {
            return MySafeConfiguration.get().getServers().isEmpty() ? "production" : "";
        }

        /** Checks the name while it is typed. */
        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return ServerFields.check(() -> ServerFields.name(value));
        }

        /** Checks the URL while it is typed. */
        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            return ServerFields.checkUrl(() -> ServerFields.url(value));
        }

        /** Checks the Access Token URL while it is typed. */
        @POST
        public FormValidation doCheckTokenUrl(@QueryParameter String value, @QueryParameter String url) {
            return ServerFields.checkUrl(() -> ServerFields.tokenUrl(url, value));
        }

        /** Checks the certificates while they are typed. */
        @POST
        public FormValidation doCheckTrustedCertificates(@QueryParameter String value) {
            return ServerFields.check(() -> ServerFields.trust(value));
        }

        /** Checks the time-out while it is typed. */
        @POST
        public FormValidation doCheckConnectTimeout(@QueryParameter String value) {
            return ServerFields.checkRange("connectTimeout", value, Limits.LONGEST_CONNECT_SECONDS);
        }

        /** Checks the time-out while it is typed. */
        @POST
        public FormValidation doCheckAnswerTimeout(@QueryParameter String value) {
            return ServerFields.checkRange("answerTimeout", value, Limits.LONGEST_ANSWER_SECONDS);
        }

        /** Checks the time-out while it is typed. */
        @POST
        public FormValidation doCheckTotalTimeout(@QueryParameter String value) {
            return ServerFields.checkRange("totalTimeout", value, Limits.LONGEST_TOTAL_SECONDS);
        }

        /** Checks the number while it is typed. */
        @POST
        public FormValidation doCheckAttempts(@QueryParameter String value) {
            return ServerFields.checkRange("attempts", value, Limits.MOST_ATTEMPTS);
        }

        /** Checks the number while it is typed. */
        @POST
        public FormValidation doCheckConnections(@QueryParameter String value) {
            return ServerFields.checkRange("connections", value, Limits.MOST_CONNECTIONS);
        }

        /** Tries the server as the form describes it, saved or not, and tells each stage. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String name,
                @QueryParameter String url,
                @QueryParameter String tokenUrl,
                @QueryParameter String credentialsId,
                @QueryParameter String clientCertificateId,
                @QueryParameter String trustedCertificates,
                @QueryParameter String connectTimeout,
                @QueryParameter String answerTimeout) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return ConnectionTestReport.of(() -> {
                MySafeServer server = new MySafeServer(name, url);
                server.setTokenUrl(tokenUrl);
                server.setCredentialsId(credentialsId);
                server.setClientCertificateId(clientCertificateId);
                server.setTrustedCertificates(trustedCertificates);
                server.setConnectTimeout(ServerFields.number("connectTimeout", connectTimeout, DEFAULT_CONNECT));
                server.setAnswerTimeout(ServerFields.number("answerTimeout", answerTimeout, DEFAULT_ANSWER));
                return server;
            });
        }

        /** The credentials that jobs can use against the Access Token URL. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @QueryParameter String url, @QueryParameter String tokenUrl, @QueryParameter String credentialsId) {
            // Without the item in the path, if any: only an administrator describes servers.
            return FormCredentials.clientCredentials(null, ServerFields.lenientTokenUrl(url, tokenUrl), credentialsId);
        }

        /** The certificates that jobs can use against the server. */
        @POST
        public ListBoxModel doFillClientCertificateIdItems(
                @QueryParameter String url, @QueryParameter String clientCertificateId) {
            return FormCredentials.certificates(url, clientCertificateId);
        }
    }
}
