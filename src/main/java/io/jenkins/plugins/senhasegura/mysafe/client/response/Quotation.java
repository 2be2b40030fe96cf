package io.jenkins.plugins.senhasegura.mysafe.client.response;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What of a response of the API is quoted: its most telling words; not yet redacted, and cut to one line later. */
final class Quotation {
    private Quotation() {}

    /** The words of a JSON object, or all of it where it has none of its own, such as an expired token's. */
    static String of(RawResponse response, JsonResponse json, String body) {
        if (ApiResponseReader.isRedirect(response)) {
            return target(response);
        }
        List<String> messages = json.messages();
        if (messages.isEmpty()) {
            return oauth(json, body);
        }
        return more(messages);
    }

    /** A page's text, or null when nothing of it can be read. */
    static String of(RawResponse response, String page) {
        if (ApiResponseReader.isRedirect(response)) {
            return target(response);
        }
        return page.isEmpty() ? null : page;
    }

    /** "Unexpected error" hides what the exception says; what only repeats or shortens the first is left out. */
    private static String more(List<String> messages) {
        String first = messages.get(0);
        List<String> more = new ArrayList<>(messages.subList(1, messages.size()));
        more.removeIf(
                text -> first.toLowerCase(Locale.ROOT).contains(text.strip().toLowerCase(Locale.ROOT)));
        return more.isEmpty() ? first : first + " (" + String.join("; ", more) + ")";
    }

    /** OAuth 2.0 (RFC 6750) knows no message. */
    private static String oauth(JsonResponse json, String body) {
        String error = json.text("error");
        String description = json.text("error_description");
        if (error == null && description == null) {
            return json.saysNothing() ? null : body.strip();
        }
        return error == null || description == null
                ? (error == null ? description : error)
                : error + ": " + description;
    }

    /** Where a redirect points, without what may hold a secret. */
    static String target(RawResponse response) {
        String location = response.header("Location").strip();
        int end = 0;
        while (end < location.length() && "?#;".indexOf(location.charAt(end)) < 0) {
            end++;
        }
        String shown = location.substring(0, end);
        int authority = shown.indexOf("//");
        int path = authority < 0 ? -1 : shown.indexOf('/', authority + 2);
        int at = shown.lastIndexOf('@', path < 0 ? shown.length() : path);
        if (authority >= 0 && at > authority) {
            shown = shown.substring(0, authority + 2) + shown.substring(at + 1);
        }
        return "Location: " + shown;
    }
}
