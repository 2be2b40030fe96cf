package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for what is missing, left over or still English in the translations below a folder. */
public final class Translations {
    private static final List<String> LANGUAGES = List.of("pt_BR", "es");
    private static final Pattern TRANSLATION = Pattern.compile("(.+)_(pt_BR|es)([.](?:properties|html))");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");
    private static final Pattern CODE = Pattern.compile("<code>(.*?)</code>", Pattern.DOTALL);
    private static final Pattern END = Pattern.compile("[.:…]?$");

    /** Names that senhasegura, PEM and the step give: nobody finds them by another one. */
    private static final Pattern NAME = Pattern.compile(
            "senhasegura|MySafe|Access Token URL|Client (?:ID|Secret)|can_edit|API Keys|Access keys|Authorized IPs"
                    + "|(?:Create password|List passwords)|(?:BEGIN|END) CERTIFICATE|https?://\\S+|HTTP|TLS|PEM|\"");

    /** Names, and words that are the same in another language. */
    private static final Set<String> SAME = Set.of(
            "senhasegura MySafe", "senhasegura MySafe: {0}", "URL", "Access Token URL", "API", "TLS", "Build", "Error");

    private final Path folder;
    private final List<String> problems = new ArrayList<>();

    private Translations(Path folder) {
        this.folder = folder;
    }

    /** What is wrong, a line each that names the file; empty when nothing is. */
    public static List<String> problems(Path folder) throws IOException {
        Translations translations = new Translations(folder);
        for (Path english : translations.originals("[.]properties")) {
            translations.messages(english);
        }
        for (Path english : translations.originals("[.]html")) {
            translations.page(english);
        }
        translations.leftOver();
        return translations.problems;
    }

    /** The files that have to be translated, in English. */
    private List<Path> originals(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().matches(".+" + ending)
                            && !TRANSLATION.matcher(file.toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private void expect(boolean right, Path file, String problem, Object... arguments) {
        if (!right) {
            problems.add(folder.relativize(file) + ": " + problem.formatted(arguments));
        }
    }

    private static Path in(String language, Path english) {
        String name = english.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return english.resolveSibling(name.substring(0, dot) + "_" + language + name.substring(dot));
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        // As core 2.541 and Java's own bundles read them.
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).sorted().toList();
    }

    private void messages(Path english) throws IOException {
        Properties original = load(english);
        for (String language : LANGUAGES) {
            Path file = in(language, english);
            if (!Files.exists(file)) {
                expect(false, file, "is not there");
                continue;
            }
            Properties translated = load(file);
            Set<String> missing = new TreeSet<>(original.stringPropertyNames());
            missing.removeAll(translated.stringPropertyNames());
            expect(missing.isEmpty(), file, "has no %s", missing);
            Set<String> stale = new TreeSet<>(translated.stringPropertyNames());
            stale.removeAll(original.stringPropertyNames());
            expect(stale.isEmpty(), file, "still has %s", stale);
            for (String key : original.stringPropertyNames()) {
                if (!missing.contains(key)) {
                    message(file, key, original.getProperty(key), translated.getProperty(key));
                }
            }
        }
    }

    private void message(Path file, String key, String from, String to) {
        expect(found(PLACEHOLDER, to).equals(found(PLACEHOLDER, from)), file, "%s has other placeholders", key);
        expect(!from.equals(to) || SAME.contains(from), file, "%s is still English", key);
        expect(!to.replace("''", "").contains("'"), file, "%s has an apostrophe that is not doubled", key);
        expect(found(NAME, to).equals(found(NAME, from)), file, "%s has other names or quotes", key);
        expect(found(END, to).equals(found(END, from)), file, "%s ends in another way", key);
        expect(indentation(to) == indentation(from), file, "%s is indented in another way", key);
    }

    private static int indentation(String text) {
        return text.length() - text.stripLeading().length();
    }

    private void page(Path english) throws IOException {
        String original = Files.readString(english);
        for (String language : LANGUAGES) {
            Path file = in(language, english);
            if (!Files.exists(file)) {
                expect(false, file, "is not there");
                continue;
            }
            String translated = Files.readString(file);
            expect(translated.startsWith("<div>") && translated.endsWith("</div>\n"), file, "is not a help page");
            expect(
                    found(CODE, translated.replaceAll("producao|produccion", "production"))
                            .equals(found(CODE, original)),
                    file,
                    "has other code");
            Set<String> same = sentences(original);
            same.retainAll(sentences(translated));
            expect(same.isEmpty(), file, "is still English in part: %s", same);
        }
    }

    /** Those of more than two words, without what is the same in every language. */
    private static Set<String> sentences(String page) {
        String text = page.replaceAll("(?s)<(code|i)>.*?</\\1>", "").replaceAll("<[^>]*>|\\s+", " ");
        return Arrays.stream(text.split("[.:;]( |$)"))
                .map(String::strip)
                .filter(sentence -> sentence.split(" +").length > 2)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void leftOver() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted().toList()) {
                Matcher translation = TRANSLATION.matcher(file.toString());
                if (translation.matches()) {
                    Path original = Path.of(translation.group(1) + translation.group(3));
                    expect(Files.exists(original), file, "translates nothing");
                }
            }
        }
    }
}
