package io.jenkins.plugins.senhasegura.mysafe.client.text;

import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The client's own words in the languages of the plugin, from {@code Texts.properties} and its translations. Kept apart
 * from Jenkins' {@code Messages}, so that the command line speaks the same words as a build.
 *
 * <p>Thread-safe: whichever thread takes a text apart first, it is the same.
 */
public final class Texts {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /** Those that were asked for last, mostly in the controller's own language; never more, since anybody may ask. */
    private static final AtomicReference<Texts> LAST = new AtomicReference<>();

    /** The line of a success, which is what is written most, fits in. */
    private static final int USUAL_LENGTH = 256;

    private final ResourceBundle bundle;
    private final Locale locale;
    private final char decimalSeparator;
    /** The texts that were asked for, taken apart: pieces to copy, and between them the numbers of arguments. */
    private final Map<String, List<Object>> parts = new ConcurrentHashMap<>();

    private Texts(Locale locale) {
        this.locale = locale;
        // Without the control, a German controller's French user would get German instead of the English root.
        this.bundle =
                ResourceBundle.getBundle(Texts.class.getName(), locale, Texts.class.getClassLoader(), NO_FALLBACK);
        // Of the texts' own language: whose is not there reads English, numbers included.
        this.decimalSeparator =
                DecimalFormatSymbols.getInstance(bundle.getLocale()).getDecimalSeparator();
    }

    /** The texts in the given language, or in English where there is no translation. */
    public static Texts in(Locale locale) {
        Texts texts = LAST.get();
        if (texts == null || !texts.locale.equals(locale)) {
            texts = new Texts(locale);
            LAST.set(texts);
        }
        return texts;
    }

    public Locale locale() {
        return locale;
    }

    /**
     * One text.
     *
     * @param key as in {@code Texts.properties}
     * @param arguments what the placeholders {@code {0}}, {@code {1}}… stand for; numbers are written without grouping
     * @throws java.util.MissingResourceException when there is no such key
     */
    public String text(String key, Object... arguments) {
        List<Object> pieces = parts(key);
        if (pieces.size() == 1 && pieces.get(0) instanceof String whole) {
            return whole;
        }
        StringBuilder text = new StringBuilder(USUAL_LENGTH);
        append(text, key, arguments);
        return text.toString();
    }

    /** A duration in seconds with one decimal, such as {@code 0.4 s}, or {@code 0,4 s} in Portuguese. */
    public String seconds(long millis) {
        long tenths = (millis + 50) / 100;
        return tenths / 10 + String.valueOf(decimalSeparator) + tenths % 10 + " s";
    }

    /** Adds one text to others. */
    public void append(StringBuilder text, String key, Object... arguments) {
        for (Object part : parts(key)) {
            if (part instanceof String piece) {
                text.append(piece);
            } else if (arguments[(Integer) part] instanceof CharSequence characters) {
                text.append(characters);
            } else {
                text.append(arguments[(Integer) part]);
            }
        }
    }

    private List<Object> parts(String key) {
        List<Object> known = parts.get(key);
        if (known == null) {
            known = apart(bundle.getString(key));
            parts.put(key, known);
        }
        return known;
    }

    private static List<Object> apart(String pattern) {
        List<Object> parts = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '{') {
                addPiece(parts, piece);
                parts.add(pattern.charAt(i + 1) - '0');
                i += 2;
            } else {
                piece.append(c);
                if (c == '\'') {
                    i++;
                }
            }
        }
        addPiece(parts, piece);
        return List.copyOf(parts);
    }

    private static void addPiece(List<Object> parts, StringBuilder piece) {
        if (piece.length() > 0) {
            parts.add(piece.toString());
            piece.setLength(0);
        }
    }
}
