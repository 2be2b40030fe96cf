package io.jenkins.plugins.senhasegura.mysafe.demo;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.TrustedCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was asked for by {@code --once}.
 *
 * @param operation what to do with each password
 * @param window whether they are enabled, and disabled again, in one access window
 * @param ids as they were given; what is wrong with one is its outcome, not an error of the command line
 * @param url the user's own server, or null for the simulated one
 * @param tokenUrls the Access Token URLs to try, none for the simulated server's
 * @param tenant of a multi-tenant installation, or null
 * @param secure whether the simulated server is asked by https
 * @param trust the certificates in the {@code --ca} file
 * @param mapping what the errors make of the exit status
 */
record OnceOptions(
        Operation operation,
        boolean window,
        List<String> ids,
        ServerUrl url,
        List<ServerUrl> tokenUrls,
        String tenant,
        boolean secure,
        TrustedCertificates trust,
        ErrorMapping mapping) {
    private static final String URL = "--url";
    private static final String TOKEN_URL = "--token-url";
    private static final String TENANT = "--tenant";
    private static final String CA = "--ca";
    private static final String HTTPS = "--https";
    private static final String DISABLE = "--disable";
    private static final String WINDOW = "--window";
    private static final String UNSTABLE_ON = "--unstable-on";
    private static final String FAIL_ON = "--fail-on";
    private static final String PASS_ON = "--pass-on";
    private static final Set<String> WITH_VALUE = Set.of(URL, TOKEN_URL, TENANT, CA, UNSTABLE_ON, FAIL_ON, PASS_ON);
    private static final Set<String> WITHOUT_VALUE = Set.of(HTTPS, DISABLE, WINDOW);
    private static final Set<String> REPEATABLE = Set.of(UNSTABLE_ON, FAIL_ON, PASS_ON);

    /** @throws UsageException when it cannot be done as asked for */
    static OnceOptions parse(List<String> arguments) {
        List<String> ids = new ArrayList<>();
        Map<String, List<String>> values = new HashMap<>();
        boolean optionsEnded = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            // A negative number is a bad id, which has its outcome.
            if (optionsEnded || !argument.matches("(?s)-[^0-9].*")) {
                ids.add(argument);
            } else if (argument.equals("--")) {
                optionsEnded = true;
            } else {
                int equals = argument.indexOf('=');
                String name = equals < 0 ? argument : argument.substring(0, equals);
                String value = null;
                if (WITH_VALUE.contains(name)) {
                    boolean next = equals < 0 && i + 1 < arguments.size();
                    value = next ? arguments.get(++i) : equals < 0 ? null : argument.substring(equals + 1);
                    if (value == null) {
                        throw new UsageException(name + " needs a value: " + name + " " + example(name));
                    }
                } else if (!WITHOUT_VALUE.contains(argument)) {
                    throw new UsageException("\"" + argument + "\" is not an option of --once. Its options are " + URL
                            + ", " + TOKEN_URL + ", " + TENANT + ", " + CA + ", " + DISABLE + ", " + WINDOW + ", "
                            + UNSTABLE_ON
                            + ", " + FAIL_ON + ", " + PASS_ON + " and " + HTTPS + ".");
                }
                List<String> given = values.computeIfAbsent(name, key -> new ArrayList<>());
                if (!given.isEmpty() && !REPEATABLE.contains(name)) {
                    throw new UsageException(name + " is given twice: leave one out.");
                }
                given.add(value == null ? "" : value);
            }
        }
        if (ids.isEmpty()) {
            throw new UsageException("--once needs at least one id: bin/demo --once 10");
        }
        return of(ids, values);
    }

    private static OnceOptions of(List<String> ids, Map<String, List<String>> values) {
        String url = first(values, URL);
        String tokenUrl = first(values, TOKEN_URL);
        String ca = first(values, CA);
        boolean secure = values.containsKey(HTTPS);
        if (url != null && secure) {
            throw new UsageException(HTTPS + " is for the simulated server: leave it out and begin the " + URL
                    + " with https:// instead.");
        }
        if (url == null && tokenUrl != null) {
            throw new UsageException(TOKEN_URL + " \"" + tokenUrl + "\" is given without " + URL
                    + ": name your server too, or leave both out to ask the simulated one.");
        }
        if (url == null && ca != null && !secure) {
            throw new UsageException(CA + " \"" + ca + "\" is given without a server that needs it: add " + URL
                    + " https://…, or " + HTTPS + " for the simulated server.");
        }
        boolean window = values.containsKey(WINDOW);
        if (window && values.containsKey(DISABLE)) {
            throw new UsageException(WINDOW + " disables what it has enabled: leave " + DISABLE + " out.");
        }
        if (window) {
            checkOnce(ids);
        }
        ServerUrl base = url == null ? null : checked(URL, () -> ServerUrl.base(URL, url));
        List<ServerUrl> tokens =
                url == null ? List.of() : checked(TOKEN_URL, () -> ServerSettings.tokenUrls(TOKEN_URL, tokenUrl, base));
        return new OnceOptions(
                values.containsKey(DISABLE) ? Operation.DISABLE : Operation.ENABLE,
                window,
                List.copyOf(ids),
                base,
                tokens,
                checked(TENANT, () -> ServerSettings.tenant(TENANT, first(values, TENANT))),
                secure,
                ca == null ? TrustedCertificates.NONE : certificates(ca),
                mapping(names(values, UNSTABLE_ON), names(values, FAIL_ON), names(values, PASS_ON)));
    }

    private static void checkOnce(List<String> ids) {
        Set<String> seen = new HashSet<>();
        for (String id : ids) {
            if (!seen.add(id.strip())) {
                throw new UsageException(WINDOW + " holds a password once: \"" + id + "\" is given twice.");
            }
        }
    }

    private static String example(String name) {
        return switch (name) {
            case URL -> "https://senhasegura.example.com/";
            case TOKEN_URL ->
                "https://senhasegura.example.com/" + ServerSettings.tokenPaths().get(0);
            case TENANT -> "acme";
            case CA -> "ca.pem";
            default -> "PASSWORD_NOT_FOUND";
        };
    }

    private static String first(Map<String, List<String>> values, String name) {
        return values.containsKey(name) ? values.get(name).get(0) : null;
    }

    /** A list may be given as one value with commas, or by giving the option again. */
    private static List<String> names(Map<String, List<String>> values, String option) {
        return values.getOrDefault(option, List.of()).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(String::strip)
                .toList();
    }

    private static ErrorMapping mapping(List<String> unstableOn, List<String> failOn, List<String> passOn) {
        try {
            return ErrorMapping.of(unstableOn, failOn, passOn);
        } catch (SettingException unusable) {
            String option =
                    switch (unusable.field()) {
                        case ErrorMapping.UNSTABLE_ON -> UNSTABLE_ON;
                        case ErrorMapping.FAIL_ON -> FAIL_ON;
                        default -> PASS_ON;
                    };
            throw new UsageException(option + ": " + unusable.explanation(Demo.LOCALE));
        }
    }

    private static TrustedCertificates certificates(String file) {
        String pem;
        try {
            // Text around the certificates may be in any encoding; the certificates are ASCII.
            pem = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw new UsageException(CA + ": there is no file \"" + file
                    + "\". Name the file with the certificate, in PEM, of the authority that signed your server's.");
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new UsageException(CA + ": \"" + file + "\" cannot be read ("
                    + unreadable.getClass().getSimpleName() + "). Name a file that you may read.");
        }
        if (pem.isBlank()) {
            throw new UsageException(CA + ": \"" + file + "\" is empty. Name a file with a certificate in PEM.");
        }
        return checked(CA, () -> TrustedCertificates.parse(CA, pem));
    }

    private static <T> T checked(String option, java.util.function.Supplier<T> setting) {
        try {
            return setting.get();
        } catch (SettingException unusable) {
            throw new UsageException(option + ": " + unusable.explanation(Demo.LOCALE));
        }
    }
}
