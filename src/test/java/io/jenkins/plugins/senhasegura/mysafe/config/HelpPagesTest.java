package io.jenkins.plugins.senhasegura.mysafe.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each field's help is looked for once, however many servers a page has, and also where there is none. */
class HelpPagesTest {
    private final HelpPages help = new HelpPages();
    private final List<String> asked = new ArrayList<>();

    private Function<String, String> finding(String page) {
        return field -> {
            asked.add(field);
            return page;
        };
    }

    @Test
    void eachFieldIsLookedForOnce() {
        for (int server = 0; server < 3; server++) {
            assertThat(help.of("url", finding("/help/url"))).isEqualTo("/help/url");
            assertThat(help.of("name", finding("/help/name"))).isEqualTo("/help/name");
        }
        assertThat(asked).containsExactly("url", "name");
    }

    @Test
    void noHelpIsKnownToo() {
        assertThat(help.of("rules", finding(null))).isNull();
        assertThat(help.of("rules", finding("/other"))).isNull();
        assertThat(asked).containsExactly("rules");
    }

    /** The help of the whole form has no field. */
    @Test
    void formHasItsOwn() {
        assertThat(help.of(null, finding("/help"))).isEqualTo("/help");
    }
}
