package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks for something confidential in a text, in each form in which it may have got there: as it is, escaped, encoded for
 * a URL, or in Base64, be it a part of something longer.
 */
public final class Leaks {
    /** Shorter pieces would be found by chance. */
    private static final int SHORTEST = 8;

    private final Map<String, String> forms = new LinkedHashMap<>();

    /** @param name what it is, for messages that must not show it */
    public Leaks and(String name, String confidential) {
        String encoded = URLEncoder.encode(confidential, StandardCharsets.UTF_8);
        put(name, "as it is", confidential);
        put(name, "in one line", confidential.replaceAll("[\r\n]+", " "));
        put(name, "URL-encoded", encoded);
        put(name, "URL-encoded with %20", encoded.replace("+", "%20"));
        put(
                name,
                "URL-encoded in small letters",
                Pattern.compile("%..")
                        .matcher(encoded)
                        .replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)));
        put(name, "escaped for XML", xml(confidential));
        put(name, "escaped for HTML", xml(confidential).replace("\"", "&quot;").replace("'", "&#039;"));
        put(name, "escaped for JSON", json(confidential));
        byte[] bytes = confidential.getBytes(StandardCharsets.UTF_8);
        put(name, "in Base64", Base64.getEncoder().withoutPadding().encodeToString(bytes));
        put(name, "in Base64 for URLs", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        for (int shift = 1; shift < 3; shift++) {
            put(name, "inside of Base64, shifted by " + shift, inside(bytes, shift));
        }
        return this;
    }

    private void put(String name, String how, String form) {
        if (form.length() >= SHORTEST) {
            forms.put(name + " " + how, form);
        }
    }

    /** What stays the same in Base64 when something stands before it. */
    private static String inside(byte[] bytes, int shift) {
        int skipped = 3 - shift;
        int length = (bytes.length - skipped) / 3 * 3;
        return length < 3
                ? ""
                : Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, skipped, skipped + length));
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }

    /** What is in the text, and in which form; never the thing itself. */
    public List<String> in(String text) {
        List<String> found = new ArrayList<>();
        forms.forEach((name, form) -> {
            if (text.contains(form)) {
                found.add(name);
            }
        });
        return found;
    }

    /** The same in bytes: Java's serialisation, XML and logs all write UTF-8 or something like it. */
    public List<String> in(byte[] bytes) {
        String latin1 = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> found = new ArrayList<>();
        forms.forEach((name, form) -> {
            String sought = new String(form.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            if (latin1.contains(sought)) {
                found.add(name);
            }
        });
        return found;
    }
}
