package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.TrustedCertificates;
import java.util.List;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import jenkins.security.FIPS140;
import org.jvnet.localizer.LocaleProvider;

/** Reads the fields of a server: the one place that says what is allowed, for form, YAML and use alike. */
final class ServerFields {
    private static final int LONGEST_NAME = 100;

    /** Stands for a URL that cannot be used yet. */
    private static final ServerUrl ANY_BASE = ServerUrl.base("url", "https://senhasegura.invalid/");

    private ServerFields() {}

    static String name(String given) {
        String name = Util.fixEmptyAndTrim(given);
        if (name == null) {
            throw new SettingException("name", null, "name.missing");
        }
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new SettingException("name", name, "name.bad", LONGEST_NAME);
        }
        return name;
    }

    static ServerUrl url(String given) {
        return secureWhereDemanded("url", ServerUrl.base("url", given));
    }

    /** Where tokens may be had: one URL when it is given, else those that senhasegura documents. */
    static List<ServerUrl> tokenUrls(ServerUrl url, String given) {
        List<ServerUrl> urls = ServerSettings.tokenUrls("tokenUrl", given, url);
        urls.forEach(tokenUrl -> secureWhereDemanded("tokenUrl", tokenUrl));
        return urls;
    }

    private static ServerUrl secureWhereDemanded(String field, ServerUrl url) {
        if (!url.isSecure() && FIPS140.useCompliantAlgorithms()) {
            throw new SettingException(field, url, "url.fips");
        }
        return url;
    }

    /** For a form that is still being filled in: none instead of an error. */
    static List<ServerUrl> lenientUrl(String given) {
        try {
            return List.of(url(given));
        } catch (SettingException notYet) {
            return List.of();
        }
    }

    /** For a form that is still being filled in: none instead of an error. */
    static List<ServerUrl> lenientTokenUrls(String url, String given) {
        try {
            return tokenUrls(url(url), given);
        } catch (SettingException notYet) {
            return List.of();
        }
    }

    /** The subdomain of one tenant; null for none. */
    static String tenant(String given) {
        return ServerSettings.tenant("tenant", given);
    }

    static TrustedCertificates trust(String pem) {
        return TrustedCertificates.parse("trustedCertificates", pem);
    }

    /**
     * A whole number as form and YAML give it. Taken as text: what is no number would reach a setter of numbers as 0.
     *
     * @throws SettingException when it is none from 1 to {@code most}
     */
    static int number(String field, String given, int most) {
        String text = Util.fixEmptyAndTrim(given);
        if (text == null) {
            throw new SettingException(field, null, "number.missing", 1, most);
        }
        int number;
        try {
            number = Integer.parseInt(text);
        } catch (NumberFormatException noNumber) {
            throw new SettingException(field, text, "number", 1, most);
        }
        Limits.check(field, number, most);
        return number;
    }

    /** The same where 0 stands for none. */
    static int numberOrNone(String field, String given, int most) {
        return "0".equals(Util.fixEmptyAndTrim(given)) ? 0 : number(field, given, most);
    }

    static FormValidation check(Runnable reading) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        try {
            reading.run();
            return FormValidation.ok();
        } catch (SettingException bad) {
            return FormValidation.error(bad.message(LocaleProvider.getLocale()));
        }
    }

    static FormValidation checkUrl(Supplier<ServerUrl> reading) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        try {
            ServerUrl url = reading.get();
            if (url.surplusPath() != null) {
                return FormValidation.warning(Messages.ServerFields_surplusPath(url.surplusPath()));
            }
            return url.isSecure() ? FormValidation.ok() : FormValidation.warning(Messages.ServerFields_plainHttp());
        } catch (SettingException bad) {
            return FormValidation.error(bad.message(LocaleProvider.getLocale()));
        }
    }

    /** Says what is wrong with the Access Token URL alone: what it takes from the URL is said there. */
    static FormValidation checkTokenUrl(String url, String given) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        List<ServerUrl> bases = lenientUrl(url);
        ServerUrl base = bases.isEmpty() ? ANY_BASE : bases.get(0);
        boolean own = given != null && given.contains("://");
        FormValidation said = checkUrl(() -> tokenUrls(base, given).get(0));
        return own || said.kind == FormValidation.Kind.ERROR ? said : FormValidation.ok();
    }

    static FormValidation checkNumber(String field, String value, int most) {
        return check(() -> number(field, value, most));
    }
}
