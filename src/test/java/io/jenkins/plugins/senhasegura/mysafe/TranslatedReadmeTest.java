package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.Markdown;
import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Portuguese README says what the English one says: a section, an example or a row that only one has is found. */
class TranslatedReadmeTest {
    private static final Pattern CODE = Pattern.compile("`[^`]+`");

    private static Markdown english;
    private static Markdown portuguese;

    @BeforeAll
    static void read() throws IOException {
        english = Markdown.of(Sources.root().resolve("README.md"));
        portuguese = Markdown.of(Sources.root().resolve("README.pt_BR.md"));
    }

    @Test
    void eachLeadsToTheOther() {
        assertThat(english.links().get(0)).isEqualTo("README.pt_BR.md");
        assertThat(portuguese.links().get(0)).isEqualTo("README.md");
    }

    @Test
    void sectionsAreTheSame() {
        assertThat(levels(portuguese)).isEqualTo(levels(english));
        assertThat(portuguese.headings().subList(1, portuguese.headings().size()))
                .doesNotContainAnyElementsOf(english.headings());
    }

    private static List<String> levels(Markdown page) {
        return page.headings().stream().map(heading -> heading.split(" ")[0]).toList();
    }

    /** What a log says is in the language of the page. */
    @Test
    void codeBlocksAreTheSame() {
        assertThat(blocks(portuguese)).isEqualTo(blocks(english));
    }

    private static List<String> blocks(Markdown page) {
        return page.blocks().stream()
                .map(block ->
                        block.language() + " " + (block.language().equals("text") ? outcome(block) : block.code()))
                .toList();
    }

    private static List<Outcome> outcome(Markdown.Block log) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> log.code().contains("(" + outcome))
                .toList();
    }

    @Test
    void rowsOfTablesNameTheSame() {
        assertThat(rows(portuguese)).isEqualTo(rows(english));
    }

    /** Each row as far as no language changes it. */
    private static List<List<String>> rows(Markdown page) {
        return page.prose()
                .lines()
                .filter(line -> line.startsWith("|"))
                .map(line ->
                        CODE.matcher(line).results().map(MatchResult::group).toList())
                .toList();
    }

    @Test
    void linksAndPicturesAreTheSame() {
        assertThat(targets(portuguese)).isEqualTo(targets(english));
    }

    private static List<String> targets(Markdown page) {
        return page.links().stream()
                .skip(1)
                .map(target -> target.startsWith("#") ? "#" : target)
                .toList();
    }
}
