package io.jenkins.plugins.senhasegura.mysafe.client;

import static io.jenkins.plugins.senhasegura.mysafe.client.Fuzzing.check;

import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.nio.charset.StandardCharsets;

/** Any text is an identifier, or a URL, or an error that names field and remedy and no password. */
public final class SettingsFuzz {
    private static final ServerUrl BASE = ServerUrl.base("url", "https://vault.example:8443/senhasegura/");
    private static final String PASSWORD = "S3cr3tPW";

    private SettingsFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        // A mark stands for a user's password in front of the host, which a fuzzer would take long to guess.
        String given = new String(data, StandardCharsets.UTF_8);
        if (given.contains(PASSWORD)) {
            // A guided fuzzer finds out what is looked for, and may write it where it is no password.
            return;
        }
        String text = given.replace("\u0001", "https://jenkins:" + PASSWORD + "@");
        Fuzzing.bounded(() -> {
            id(given);
            base(text);
            token(text);
        });
    }

    private static void id(String text) {
        try {
            PasswordId id = PasswordId.parse(text);
            check(id.value() > 0, "from 1 on", id);
            check(id.toString().equals(text.strip()), "digits and nothing else", text);
            check(id.toString().matches("[1-9][0-9]{0,18}"), "ASCII digits", text);
        } catch (SettingException refused) {
            checkError(refused, "id", text);
        }
    }

    private static void base(String text) {
        try {
            ServerUrl url = ServerUrl.base("url", text);
            checkUrl(url, text);
            check(url.path().endsWith("/"), "a last slash", url);
            check(ServerUrl.base("url", url.toString()).equals(url), "the same when it is read again", text, url);
            ServerUrl below = url.resolve("api/mysafe/password/active/10");
            check(below.host().equals(url.host()) && below.effectivePort() == url.effectivePort(), "one server", below);
        } catch (SettingException refused) {
            checkError(refused, "url", text);
        }
    }

    private static void token(String text) {
        try {
            ServerUrl url = ServerUrl.token("tokenUrl", text, BASE);
            checkUrl(url, text);
            if (!text.contains("://")) {
                boolean same = url.scheme().equals(BASE.scheme())
                        && url.host().equals(BASE.host())
                        && url.effectivePort() == BASE.effectivePort();
                check(same, "a relative URL stays with the server", text, url);
            }
        } catch (SettingException refused) {
            checkError(refused, "tokenUrl", text);
        }
    }

    private static void checkUrl(ServerUrl url, String text) {
        check(url.scheme().equals("http") || url.scheme().equals("https"), "http or https", url);
        check(!url.bareHost().isEmpty(), "a host", text);
        check(url.effectivePort() >= 1 && url.effectivePort() <= 65535, "a port", url);
        check(url.path().startsWith("/"), "a path", url);
        String shown = url.toString();
        check(shown.chars().allMatch(c -> c > ' ' && c != 0x7F), "nothing that breaks a request line", text, shown);
        check(shown.indexOf('?') < 0 && shown.indexOf('#') < 0, "no query and no fragment", shown);
        check(!url.host().contains("@"), "no user", shown);
    }

    private static void checkError(SettingException refused, String field, String text) {
        String message = refused.getMessage();
        check(message.startsWith(field + ": "), "names the field", message);
        check(message.length() < 400, "a short message", message);
        check(message.chars().noneMatch(Character::isISOControl), "one line", message);
        // A password stands before an at sign; a text without one names a host or a path.
        if (text.startsWith("https://jenkins:" + PASSWORD + "@") && text.lastIndexOf(PASSWORD) < 20) {
            check(!message.contains(PASSWORD), "no password in a message", message);
        }
    }
}
