package io.jenkins.plugins.senhasegura.mysafe.api;

import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The client's own words in the languages of the plugin, from {@code Texts.properties} and its translations. Kept apart
 * from Jenkins' {@code Messages}, so that the command line speaks the same words as a build.
 *
 * <p>Thread-safe: nothing in it changes.
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

    Locale locale() {
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
        if (arguments.length == 0) {
            String pattern = bundle.getString(key);
            // Most stand as they are; nothing to copy.
            if (pattern.indexOf('\'') < 0) {
                return pattern;
            }
        }
        StringBuilder text = new StringBuilder(USUAL_LENGTH);
        append(text, key, arguments);
        return text.toString();
    }

    /** A duration in seconds with one decimal, such as {@code 0.4 s}, or {@code 0,4 s} in Portuguese. */
    String seconds(long millis) {
        long tenths = (millis + 50) / 100;
        return tenths / 10 + String.valueOf(decimalSeparator) + tenths % 10 + " s";
    }

    /** Adds one text to others. */
    void append(StringBuilder text, String key, Object... arguments) {
        String pattern = bundle.getString(key);
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '{') {
                add(text, arguments[pattern.charAt(i + 1) - '0']);
                i += 2;
            } else {
                text.append(c);
                if (c == '\'') {
                    i++;
                }
            }
        }
    }

    private static void add(StringBuilder text, Object argument) {
        if (argument instanceof CharSequence characters) {
            text.append(characters);
        } else {
            text.append(argument);
        }
    }
}
