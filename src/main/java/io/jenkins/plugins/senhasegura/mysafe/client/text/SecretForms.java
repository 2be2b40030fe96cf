package io.jenkins.plugins.senhasegura.mysafe.client.text;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How others may write a secret that they were sent: in a URL, in HTML, in JSON, in base64. */
final class SecretForms {
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

    private SecretForms() {}

    /** Adds it as it is, in one line, URL-encoded and escaped for HTML and JSON. */
    static void add(List<String> forms, String secret) {
        forms.add(secret);
        if (!isSameEverywhere(secret)) {
            forms.add(Redactor.oneLine(secret, Integer.MAX_VALUE));
            String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            for (String form : List.of(encoded, encoded.replace("+", "%20"))) {
                forms.add(form);
                forms.add(ESCAPE.matcher(form).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)));
            }
            addHtml(forms, secret);
            addJson(forms, secret);
        }
    }

    /** With quotes as they are, or by name or number, as each language's own escaping has them. */
    private static void addHtml(List<String> forms, String secret) {
        String html = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        forms.add(html);
        for (String quote : List.of("\"", "&quot;", "&#34;", "&#034;")) {
            String quoted = html.replace("\"", quote);
            forms.add(quoted);
            for (String apostrophe : List.of("&#39;", "&#039;", "&#x27;", "&apos;")) {
                forms.add(quoted.replace("'", apostrophe));
            }
        }
    }

    /**
     * As JSON asks for; with slashes escaped, as PHP does; without what is not ASCII, as PHP and Python do; and without what
     * HTML would read: Go and Rails, Gson, .NET.
     */
    private static void addJson(List<String> forms, String secret) {
        String net = secret.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        String json = net.replace("\"", "\\\"");
        String php = json.replace("/", "\\/");
        forms.add(json);
        forms.add(php);
        forms.add(numbered(json, "[^ -~]", "\\u%04x"));
        forms.add(numbered(php, "[^ -~]", "\\u%04x"));
        forms.add(numbered(json, "[<>&]", "\\u%04x"));
        forms.add(numbered(json, "[<>&=']", "\\u%04x"));
        forms.add(numbered(net, "[^ -~]|[\"&'+<>`]", "\\u%04X"));
    }

    private static String numbered(String text, String which, String format) {
        StringBuilder numbered = new StringBuilder(text.length());
        text.chars()
                .mapToObj(c -> String.valueOf((char) c))
                .forEach(c ->
                        numbered.append(c.matches(which) ? String.format(Locale.ROOT, format, (int) c.charAt(0)) : c));
        return numbered.toString();
    }

    /** Without padding, since not everybody writes it. */
    static void addBase64(List<String> forms, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether neither a URL nor HTML nor JSON writes it in another way, as with most secrets that a machine has made. */
    private static boolean isSameEverywhere(String secret) {
        for (int i = 0; i < secret.length(); i++) {
            char c = secret.charAt(i);
            if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && "-_.".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
