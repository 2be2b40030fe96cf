package io.jenkins.plugins.senhasegura.mysafe.client.response;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The text that a reader of an HTML or XML page sees: without tags, comments, style sheets and scripts, with entities
 * decoded, and with what stands there twice, as title and heading mostly do, once. Scanned by hand in linear time, since
 * a regular expression may take quadratic time on hostile input.
 */
final class PageText {
    /** Elements that do not end a line, so that a sentence may go on behind them. */
    private static final Set<String> INLINE =
            Set.of("a", "abbr", "b", "code", "em", "font", "i", "small", "span", "strong", "sub", "sup", "tt", "u");

    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("copy", "©"),
            Map.entry("reg", "®"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("hellip", "…"),
            Map.entry("rsquo", "’"));

    private static final int LONGEST_ENTITY = 8;
    private static final int LONGEST_NAME = 12;

    private final String page;
    private final StringBuilder text;
    private final StringBuilder block = new StringBuilder();
    private final Set<String> blocks = new HashSet<>();
    private String title = "";
    private boolean inTitle;

    private PageText(String page) {
        this.page = page;
        this.text = new StringBuilder(Math.min(page.length(), 1024));
    }

    /** The text of a page; a text without tags is its own. */
    static String of(String page) {
        return new PageText(page).read();
    }

    private String read() {
        for (int i = 0; i < page.length(); ) {
            char c = page.charAt(i);
            if (c == '<') {
                i = tag(i);
            } else if (c == '&') {
                i = entity(i);
            } else {
                block.append(c);
                i++;
            }
        }
        endBlock();
        return text.toString();
    }

    /** Passes over the tag or comment that begins here, with the content of those whose content nobody sees. */
    private int tag(int start) {
        if (page.startsWith("<!--", start)) {
            return behind("-->", start + 4);
        }
        boolean closing = page.startsWith("</", start);
        String name = name(closing ? start + 2 : start + 1);
        if (!INLINE.contains(name)) {
            endBlock();
            inTitle = !closing && name.equals("title");
        } else {
            block.append(' ');
        }
        int end = behind(">", start + 1);
        if (!closing && (name.equals("style") || name.equals("script"))) {
            return closingTag(name, end);
        }
        return end;
    }

    private String name(int start) {
        int end = start;
        while (end < page.length() && end - start < LONGEST_NAME && isLetterOrDigit(page.charAt(end))) {
            end++;
        }
        return page.substring(start, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private int behind(String mark, int from) {
        int at = page.indexOf(mark, from);
        return at < 0 ? page.length() : at + mark.length();
    }

    private int closingTag(String name, int from) {
        for (int at = page.indexOf("</", from); at >= 0; at = page.indexOf("</", at + 2)) {
            if (page.regionMatches(true, at + 2, name, 0, name.length())) {
                return behind(">", at);
            }
        }
        return page.length();
    }

    /** Decodes the entity that begins here, or takes the character as it is. */
    private int entity(int start) {
        int end = start + 1;
        while (end < page.length() && end - start <= LONGEST_ENTITY && page.charAt(end) != ';') {
            end++;
        }
        String decoded =
                end < page.length() && page.charAt(end) == ';' ? decoded(page.substring(start + 1, end)) : null;
        block.append(decoded == null ? "&" : decoded);
        return decoded == null ? start + 1 : end + 1;
    }

    private static String decoded(String name) {
        if (!name.startsWith("#")) {
            return ENTITIES.get(name.toLowerCase(Locale.ROOT));
        }
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        try {
            int code = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
            return Character.isValidCodePoint(code) && code > 0 ? Character.toString(code) : null;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    private void endBlock() {
        String line = block.toString().strip();
        block.setLength(0);
        if (line.isEmpty()) {
            return;
        }
        // Apache's title is "400 Bad Request" and its heading "Bad Request".
        if (blocks.add(line) && !title.endsWith(line)) {
            text.append(text.isEmpty() ? "" : " ").append(line);
        }
        if (inTitle) {
            title = line;
        }
    }
}
