package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.senhasegura.mysafe.api.Limits;
import io.jenkins.plugins.senhasegura.mysafe.api.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.api.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.api.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.api.TrustedCertificates;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import org.jvnet.localizer.LocaleProvider;

/** Reads the fields of a server: the one place that says what is allowed, for form, YAML and use alike. */
final class ServerFields {
    private static final int LONGEST_NAME = 100;

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
        return ServerUrl.base("url", given);
    }

    static ServerUrl tokenUrl(String url, String given) {
        return tokenUrl(url(url), given);
    }

    static ServerUrl tokenUrl(ServerUrl url, String given) {
        String token = Util.fixEmptyAndTrim(given);
        return ServerUrl.token("tokenUrl", token == null ? ServerSettings.DEFAULT_TOKEN_URL : token, url);
    }

    /** For a form that is still being filled in: null instead of an error. */
    static String lenientTokenUrl(String url, String given) {
        try {
            return tokenUrl(url, given).toString();
        } catch (SettingException notYet) {
            return null;
        }
    }

    static TrustedCertificates trust(String pem) {
        return TrustedCertificates.parse("trustedCertificates", pem);
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
            return reading.get().isSecure()
                    ? FormValidation.ok()
                    : FormValidation.warning(Messages.ServerFields_plainHttp());
        } catch (SettingException bad) {
            return FormValidation.error(bad.message(LocaleProvider.getLocale()));
        }
    }

    /**
     * A whole number as a form sends it.
     *
     * @param whenEmpty what an empty field means
     */
    static int number(String field, String given, int whenEmpty) {
        String text = Util.fixEmptyAndTrim(given);
        try {
            return text == null ? whenEmpty : Integer.parseInt(text);
        } catch (NumberFormatException noNumber) {
            throw new SettingException(field, given, "number");
        }
    }

    static FormValidation checkRange(String field, String value, int most) {
        return check(() -> {
            try {
                Limits.check(field, Integer.parseInt(value == null ? "" : value.strip()), most);
            } catch (NumberFormatException noNumber) {
                throw new SettingException(field, value, "range", 1, most);
            }
        });
    }
}
