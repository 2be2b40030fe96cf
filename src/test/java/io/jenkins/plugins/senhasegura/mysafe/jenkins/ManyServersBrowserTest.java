package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import tools.jackson.databind.JsonNode;

/**
 * The configuration page with more servers than it opens, in a real browser: its servers are opened with the keyboard
 * alone, by names that a screen reader reads, and links of the monitor open theirs.
 */
@WithJenkins
@Timeout(900)
@NeedsBrowser
class ManyServersBrowserTest {
    private static final int MANY = 6;
    private static final String OTHER = "https://other.example.com/";

    /** Two of them with settings to mend, so that the monitor has links. */
    private static MySafeServer server(int number) {
        boolean plain = number >= MANY - 2;
        MySafeServer server =
                Controller.server("server-" + number, (plain ? "http" : "https") + "://s" + number + ".example.com/");
        server.setTenant("acme" + number);
        server.setTokenUrl(plain ? "http://tokens.example.com/" : null);
        return server;
    }

    private static String stored(MySafeServer server) {
        return Jenkins.XSTREAM2.toXML(server);
    }

    @Test
    void opensWithTheKeyboardIsReadByScreenReadersAndSavesWhatWasChangedAlone(JenkinsRule jenkins) throws Exception {
        Controller.servers(IntStream.range(0, MANY)
                .mapToObj(ManyServersBrowserTest::server)
                .toArray(MySafeServer[]::new));

        JsonNode report = Browser.report("many.js", jenkins, "many.json", "--to", OTHER);

        assertThat(report.get("looked")).hasSize(2);
        assertThat(report.get("findings"))
                .filteredOn(finding -> !finding.path("platform").asBoolean(false))
                .isEmpty();
        assertThat(MySafeConfiguration.get().getServers())
                .hasSize(MANY)
                .extracting(ManyServersBrowserTest::stored)
                .containsExactly(IntStream.range(0, MANY)
                        .mapToObj(number -> number == 2
                                ? stored(server(number)).replace("https://s2.example.com/", OTHER)
                                : stored(server(number)))
                        .toArray(String[]::new));
    }
}
