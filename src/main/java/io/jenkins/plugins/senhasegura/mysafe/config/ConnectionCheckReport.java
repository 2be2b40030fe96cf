package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.ThrowableLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Stage;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jvnet.localizer.LocaleProvider;

/**
 * Runs a connection test for the configuration form and writes its stages as a list. Has a client of its own, so that
 * nothing is taken from memory: no address, no connection, no token.
 */
final class ConnectionCheckReport {
    /** A deadline of the client is noticed a little late. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Logger LOGGER = Logger.getLogger(ConnectionCheckReport.class.getName());

    private ConnectionCheckReport() {}

    /** @param form reads the form's values; what cannot be used is the answer */
    static FormValidation of(Supplier<MySafeServer> form) {
        Locale locale = LocaleProvider.getLocale();
        try {
            MySafeServer server = form.get();
            String certificate = server.getClientCertificateId();
            ServerSettings settings = certificate == null
                    ? server.settings(found -> {})
                    : provided(JobCredentials.CLIENT_CERTIFICATE_ID, certificate, () -> server.settings(found -> {}));
            ClientCredentials credentials = provided(
                    JobCredentials.CREDENTIALS_ID,
                    server.getCredentialsId(),
                    () -> AdminCredentials.client(settings.tokenUrls(), server.getCredentialsId()));
            return FormValidation.respond(FormValidation.Kind.OK, html(run(settings, credentials, locale), locale));
        } catch (SettingException bad) {
            return FormValidation.error(bad.message(locale));
        }
    }

    /** What a provider throws is logged without its message, which may hold a secret. */
    private static <T> T provided(String field, String id, Supplier<T> lookUp) {
        try {
            return lookUp.get();
        } catch (SettingException ours) {
            throw ours;
        } catch (RuntimeException | LinkageError provider) {
            ThrowableLog.log(LOGGER, "Credentials could not be looked up: " + id, provider);
            throw new SettingException(
                    field, id, "credentials.provider", provider.getClass().getName());
        }
    }

    private static List<Stage> run(ServerSettings settings, ClientCredentials credentials, Locale locale) {
        long longest =
                PasswordOperations.longestTest(settings.limits()).plus(GRACE).toMillis();
        try (PasswordOperations client = PasswordOperations.create(UserAgent.text())) {
            return client.test(settings, credentials, locale).get(longest, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SettingException("url", null, "test.stopped");
        } catch (ExecutionException | TimeoutException broken) {
            throw new SettingException("url", null, "test.stopped");
        }
    }

    private static String html(List<Stage> stages, Locale locale) {
        Texts texts = Texts.in(locale);
        StringBuilder html = new StringBuilder("<ol class=\"mysafe-stages\">");
        for (Stage stage : stages) {
            String name = texts.text("test.kind." + stage.kind());
            String status = texts.text("test.status." + stage.status());
            html.append("<li class=\"mysafe-stage mysafe-stage--")
                    .append(stage.status().name().toLowerCase(Locale.ROOT))
                    .append("\"><span class=\"mysafe-stage__mark\" aria-hidden=\"true\">")
                    .append(mark(stage.status()))
                    .append("</span><div><strong>")
                    .append(Util.escape(name))
                    .append("</strong> <span class=\"jenkins-visually-hidden\">")
                    .append(Util.escape(status))
                    .append("</span> <span class=\"mysafe-stage__time\">")
                    .append(stage.millis())
                    .append(" ms</span><div>")
                    .append(Util.escape(stage.text()))
                    .append("</div>");
            if (stage.remedy() != null) {
                html.append("<div class=\"mysafe-stage__remedy\">")
                        .append(Util.escape(texts.text("test.remedy", stage.remedy())))
                        .append("</div>");
            }
            html.append("</div></li>");
        }
        return html.append("</ol>").toString();
    }

    private static char mark(Stage.Status status) {
        return switch (status) {
            case PASSED -> '✓';
            case NOTED -> '!';
            case FAILED -> '✗';
        };
    }
}
