package io.jenkins.plugins.senhasegura.mysafe.audit;

/** Makes a text fit to be kept and shown anywhere: well-formed in XML and in UTF-8, on one line, and short. */
final class PlainText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final char ELLIPSIS = '…';

    private PlainText() {}

    /**
     * The text with {@code U+FFFD} for each character that XML cannot hold, that ends a line, or that is not to be seen;
     * null stays null. What was made plain once stays as it is.
     *
     * @param longest in characters; what is longer is cut and ends with an ellipsis
     */
    static String of(String text, int longest) {
        if (text == null) {
            return null;
        }
        StringBuilder plain = new StringBuilder(Math.min(text.length(), longest));
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            int needed = Character.charCount(c);
            boolean last = i == text.length();
            if (plain.length() + needed > (last ? longest : longest - 1)) {
                return plain.append(ELLIPSIS).toString();
            }
            plain.appendCodePoint(isPlain(c) ? c : REPLACEMENT);
        }
        return plain.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            // A surrogate is one that has lost its other half.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> c != 0xFFFE && c != 0xFFFF;
        };
    }
}
