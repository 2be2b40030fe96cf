package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.Extension;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Describes a server to the configuration page. */
@Extension
public final class MySafeServerDescriptor extends Descriptor<MySafeServer> {
    private final HelpPages help = new HelpPages();

    /** Of the class whose form this is. */
    public MySafeServerDescriptor() {
        super(MySafeServer.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.MySafeServer_displayName();
    }

    @Override
    public String getHelpFile(String field) {
        return help.of(field, super::getHelpFile);
    }

    /** What the form proposes for the first server, so that one field less has to be filled in. */
    public String getDefaultName() {
        return MySafeConfiguration.get().getServers().isEmpty() ? "production" : "";
    }

    /** The form of a saved server, for a page that has shown only its name so far and for who may see that page. */
    @POST
    public HttpResponse doSavedForm(@QueryParameter String name) {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        try {
            MySafeServer saved = new UnopenedServers(MySafeConfiguration.get().getServers()).saved(name);
            return HttpResponses.forwardToView(this, "saved.jelly").with("saved", saved);
        } catch (SettingException gone) {
            return HttpResponses.notFound();
        }
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
        return ServerFields.checkTokenUrl(url, value);
    }

    /** Says so where the server's own credentials are not found. */
    @POST
    public FormValidation doCheckCredentialsId(
            @QueryParameter String value, @QueryParameter String url, @QueryParameter String tokenUrl) {
        return ServerFields.check(() -> FormCredentials.checkServers(
                FormCredentials.serverCredentials(ServerFields.lenientTokenUrls(url, tokenUrl), ""),
                JobCredentials.CREDENTIALS_ID,
                value,
                "credentials.missing.root"));
    }

    /** Says so where the client certificate is not found. */
    @POST
    public FormValidation doCheckClientCertificateId(@QueryParameter String value, @QueryParameter String url) {
        return ServerFields.check(() -> FormCredentials.checkServers(
                FormCredentials.certificates(ServerFields.lenientUrl(url), ""),
                JobCredentials.CLIENT_CERTIFICATE_ID,
                value,
                "clientCertificate.missing"));
    }

    /** Checks the tenant while it is typed. */
    @POST
    public FormValidation doCheckTenant(@QueryParameter String value) {
        return ServerFields.check(() -> ServerFields.tenant(value));
    }

    /** Checks the certificates while they are typed. */
    @POST
    public FormValidation doCheckTrustedCertificates(@QueryParameter String value) {
        return ServerFields.check(() -> ServerFields.trust(value));
    }

    /** Checks the time-out while it is typed. */
    @POST
    public FormValidation doCheckConnectTimeout(@QueryParameter String value) {
        return ServerFields.checkNumber("connectTimeout", value, Limits.LONGEST_CONNECT_SECONDS);
    }

    /** Checks the time-out while it is typed. */
    @POST
    public FormValidation doCheckResponseTimeout(@QueryParameter String value) {
        return ServerFields.checkNumber("responseTimeout", value, Limits.LONGEST_RESPONSE_SECONDS);
    }

    /** Checks the time-out while it is typed. */
    @POST
    public FormValidation doCheckTotalTimeout(@QueryParameter String value) {
        return ServerFields.checkNumber("totalTimeout", value, Limits.LONGEST_TOTAL_SECONDS);
    }

    /** Checks the number while it is typed. */
    @POST
    public FormValidation doCheckAttempts(@QueryParameter String value) {
        return ServerFields.checkNumber("attempts", value, Limits.MOST_ATTEMPTS);
    }

    /** Checks the number while it is typed. */
    @POST
    public FormValidation doCheckConnections(@QueryParameter String value) {
        return ServerFields.checkNumber("connections", value, Limits.MOST_CONNECTIONS);
    }

    /** Checks the number while it is typed. */
    @POST
    public FormValidation doCheckLongestWindow(@QueryParameter String value) {
        return ServerFields.check(
                () -> ServerFields.numberOrNone("longestWindow", value, ServerLimits.MOST_WINDOW_MINUTES));
    }

    /** Tries the server as the form describes it, saved or not, and tells each stage. */
    @POST
    public FormValidation doTestConnection(
            @QueryParameter String name,
            @QueryParameter String url,
            @QueryParameter String tokenUrl,
            @QueryParameter String tenant,
            @QueryParameter String credentialsId,
            @QueryParameter String clientCertificateId,
            @QueryParameter String trustedCertificates,
            @QueryParameter String connectTimeout,
            @QueryParameter String responseTimeout) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return ConnectionCheckReport.of(() -> {
            MySafeServer server = new MySafeServer(name, url);
            server.setTokenUrl(tokenUrl);
            server.setTenant(tenant);
            server.setCredentialsId(credentialsId);
            server.setClientCertificateId(clientCertificateId);
            server.setTrustedCertificates(trustedCertificates);
            server.setConnectTimeout(connectTimeout);
            server.setResponseTimeout(responseTimeout);
            return server;
        });
    }

    /** Answers which rule of the saved server lets a job do what to a password, or that none does. */
    @POST
    public FormValidation doWhoMay(
            @QueryParameter String name, @QueryParameter String whoMayJob, @QueryParameter String whoMayId) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return RuleCheck.whoMay(name, whoMayJob, whoMayId);
    }

    /** The credentials that can be used against the Access Token URL. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @QueryParameter String url, @QueryParameter String tokenUrl, @QueryParameter String credentialsId) {
        // Without the item in the path, if any: only an administrator describes servers.
        return FormCredentials.serverCredentials(ServerFields.lenientTokenUrls(url, tokenUrl), credentialsId);
    }

    /** The certificates that can be used against the server. */
    @POST
    public ListBoxModel doFillClientCertificateIdItems(
            @QueryParameter String url, @QueryParameter String clientCertificateId) {
        return FormCredentials.certificates(ServerFields.lenientUrl(url), clientCertificateId);
    }
}
