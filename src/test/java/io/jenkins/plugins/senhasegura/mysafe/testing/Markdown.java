package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation, taken apart: code blocks, links, headings, tables. */
public final class Markdown {
    /** What builds, package managers and version control keep below the project. */
    private static final Set<String> NOT_OURS = Set.of("target", "work", "node_modules", ".git");

    private static final Pattern FENCE = Pattern.compile("(?ms)^( *)```([^\\n]*)\\n(.*?)^\\1```$");
    private static final Pattern LINK = Pattern.compile("!?\\[(?:[^\\[\\]]++|\\[[^\\]]*+])*+]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^(#+) (.+)$");

    private final Path file;
    private final String text;
    private final String prose;

    private Markdown(Path file) throws IOException {
        this.file = file;
        this.text = Files.readString(file);
        this.prose = FENCE.matcher(text).replaceAll("");
    }

    /**
     * A fenced block of code.
     *
     * @param language what stands behind the fence
     * @param code with its last line end
     */
    public record Block(Markdown page, int line, String language, String code) {
        @Override
        public String toString() {
            return page + ":" + line + " " + language;
        }
    }

    /** One page. */
    public static Markdown of(Path file) throws IOException {
        return new Markdown(file);
    }

    /** Every page of the project. */
    public static List<Markdown> all() throws IOException {
        List<Markdown> pages = new ArrayList<>();
        Files.walkFileTree(Sources.root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".md")) {
                    pages.add(of(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return pages;
    }

    /** The file that it is. */
    public Path file() {
        return file;
    }

    /** Everything in it. */
    public String text() {
        return text;
    }

    /** Everything outside of code blocks. */
    public String prose() {
        return prose;
    }

    /** Its code blocks in their order. */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            int line = 1 + (int) text.substring(0, fence.start()).lines().count();
            blocks.add(new Block(this, line, fence.group(2), fence.group(3).replaceAll("(?m)^" + fence.group(1), "")));
        }
        return blocks;
    }

    /** Where its links and pictures lead, as they are written. */
    public List<String> links() {
        return LINK.matcher(prose).results().map(link -> link.group(1)).toList();
    }

    /** Its headings with their number signs. */
    public List<String> headings() {
        return HEADING.matcher(prose).results().map(MatchResult::group).toList();
    }

    /** What a link behind its hash sign may name, as GitHub makes it of the headings. */
    public List<String> anchors() {
        return HEADING.matcher(prose)
                .results()
                .map(heading -> heading.group(2)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Override
    public String toString() {
        return Sources.root().relativize(file).toString().replace('\\', '/');
    }
}
