package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.config.AccessRule;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeMonitor;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.config.Problem;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.WebResponseData;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.WebConnectionWrapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;

/** The page with more servers than it opens: what nobody opened stays as it is saved, whatever happens to the others. */
class ManyServersTest extends SharedJenkins {
    private static final int MANY = 10;
    private static final String PEM = Certificates.authority("root").pem();

    private JenkinsRule.WebClient web;

    @BeforeEach
    void manyServers() {
        Controller.servers(
                IntStream.range(0, MANY).mapToObj(ManyServersTest::full).toArray(MySafeServer[]::new));
        web = jenkins.createWebClient();
    }

    @AfterEach
    void close() {
        web.close();
        Controller.servers();
    }

    /** Everything set, and each to something else. */
    private static MySafeServer full(int number) {
        MySafeServer full =
                Controller.server("s\u00e9rver <" + number + "> \"&\"", "https://s" + number + ".example.com/safe/");
        full.setTokenUrl("iso/oauth2/token" + number);
        full.setTenant("acme" + number);
        full.setClientCertificateId("certificate" + number);
        full.setTrustedCertificates(PEM);
        full.setConnectTimeout("" + (10 + number));
        full.setResponseTimeout("" + (20 + number));
        full.setTotalTimeout("" + (30 + number));
        full.setAttempts("2");
        full.setConnections("" + (5 + number));
        full.setLongestWindow("" + number);
        AccessRule deny = new AccessRule("team" + number + "/**");
        deny.setEffect("DENY");
        deny.setIds("1-" + (10 + number));
        deny.setOperations("DISABLE");
        full.setRules(List.of(deny, new AccessRule("**")));
        return full;
    }

    /** All that is stored of each server, as it is stored. */
    private static List<String> stored() {
        MySafeConfiguration.get().load();
        return MySafeConfiguration.get().getServers().stream()
                .map(server -> Jenkins.XSTREAM2.toXML(server).replace("&#xd;", ""))
                .toList();
    }

    private HtmlPage page() throws Exception {
        return web.goTo("manage/configure");
    }

    private static List<HtmlElement> chunks(HtmlPage page) {
        return page.getByXPath("//div[contains(@class, 'repeated-chunk') and @name='servers']");
    }

    private HtmlElement open(HtmlPage page, int number) throws IOException {
        HtmlElement chunk = chunks(page).get(number);
        HtmlElement button = chunk.querySelector(".mysafe-unopened button");
        button.click();
        DomElement said = chunk.querySelector("[role='alert']");
        // Not for all that follows: the checks of its fields take their time, and are waited for once, before the form
        // is sent.
        while (button.getAttribute("aria-expanded").equals("false")
                && said.getTextContent().isEmpty()) {
            web.waitForBackgroundJavaScript(100);
        }
        return chunk;
    }

    private static HtmlInput field(HtmlElement chunk, String name) {
        return chunk.querySelector("input[name='_." + name + "']");
    }

    private HtmlPage save(HtmlPage page) throws Exception {
        return save(web, page);
    }

    @Test
    void noneIsOpenedAndSaveChangesNothing() throws Exception {
        List<String> before = stored();
        HtmlPage page = page();
        assertThat(chunks(page))
                .hasSize(MANY)
                .allSatisfy(chunk -> assertThat(field(chunk, "url")).isNull());
        save(page);
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void oneIsEditedWithAllOfItsFieldsAndNoOtherChanges() throws Exception {
        List<String> expected = new ArrayList<>(stored());
        HtmlPage page = page();
        field(open(page, 3), "tenant").setValue("other");
        save(page);
        expected.set(3, expected.get(3).replace("<tenant>acme3<", "<tenant>other<"));
        assertThat(stored()).isEqualTo(expected).doesNotHaveDuplicates();
    }

    @Test
    void whatWasOnlyLookedAtChangesNothing() throws Exception {
        List<String> before = stored();
        HtmlPage page = page();
        for (int i : new int[] {0, 5, MANY - 1}) {
            assertThat(field(open(page, i), "name").getValue()).isEqualTo(full(i).getName());
        }
        save(page);
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void othersAreDeletedRenamedMovedAndAddedInTheSameSave() throws Exception {
        List<String> before = stored();
        HtmlPage page = page();
        ((HtmlElement) chunks(page).get(0).querySelector(".repeatable-delete")).click();
        // The name of the one that is deleted.
        field(open(page, 0), "name").setValue(full(0).getName());
        page.executeJavaScript("const all = document.querySelectorAll(\"[name='servers'].repeated-chunk\");"
                + "all[0].before(all[all.length - 1]);");
        page.<HtmlElement>getFirstByXPath("//div[contains(@class, 'mysafe-configuration')]"
                        + "//button[contains(@class, 'repeatable-add') and contains(., 'Add a server')]")
                .click();
        HtmlElement added = chunks(page).get(MANY - 1);
        field(added, "name").setValue("new");
        field(added, "url").setValue("https://new.example.com/");
        save(page);

        List<String> expected = new ArrayList<>(before.subList(2, MANY - 1));
        expected.add(0, before.get(MANY - 1));
        expected.add(1, before.get(1).replace("1&gt; &quot;&amp;&quot;</name>", "0&gt; &quot;&amp;&quot;</name>"));
        assertThat(stored().subList(0, MANY - 1)).isEqualTo(expected);
        assertThat(stored()).hasSize(MANY).last().asString().contains("<name>new</name>");
    }

    private static WebResponse response(WebResponse real, String text, int status) {
        return new WebResponse(
                new WebResponseData(text.getBytes(real.getContentCharset()), status, "", real.getResponseHeaders()),
                real.getWebRequest(),
                0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void formThatFailedToLoadIsSaidAndTheServerStays(boolean truncated) throws Exception {
        List<String> before = stored();
        new WebConnectionWrapper(web) {
            @Override
            public WebResponse getResponse(WebRequest request) throws IOException {
                WebResponse real = super.getResponse(request);
                String text = real.getContentAsString();
                return !request.getUrl().getPath().endsWith("/savedForm")
                        ? real
                        : response(
                                real, truncated ? text.substring(0, text.length() / 2) : text, truncated ? 200 : 500);
            }
        };
        HtmlPage page = page();
        HtmlElement chunk = open(page, 4);
        assertThat(chunk.<DomElement>querySelector("[role='alert']").getTextContent())
                .contains("could not be loaded, so the server stays as it is saved");
        assertThat(chunk.<HtmlElement>querySelector("button[aria-expanded]").getAttribute("aria-expanded"))
                .isEqualTo("false");
        assertThat(field(chunk, "url")).isNull();
        save(page);
        assertThat(stored()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void serverThatIsNotTheSavedOneAnyMoreIsNamedAndNothingIsSaved(boolean doubled) throws Exception {
        HtmlPage page = page();
        List<MySafeServer> others = new ArrayList<>(MySafeConfiguration.get().getServers());
        if (doubled) {
            others.add(full(7));
        } else {
            others.remove(7);
        }
        MySafeConfiguration.get().setServers(others);
        List<String> before = stored();
        field(open(page, 2), "tenant").setValue("other");
        web.setThrowExceptionOnFailingStatusCode(false);
        HtmlPage refused = save(page);
        assertThat(refused.asNormalizedText())
                .contains("server: \"" + full(7).getName() + "\" was deleted, renamed", "Reload the page");
        assertThat(stored()).isEqualTo(before);
    }

    /** Those of one name are told apart by their forms alone; the monitor says that they have to be. */
    @Test
    void nameOfOneThatWasNotOpenedIsFoundAndBothAreKept() throws Exception {
        HtmlPage page = page();
        field(open(page, 2), "name").setValue(full(8).getName());
        save(page);
        List<String> before = stored();
        assertThat(Jenkins.get().getExtensionList(MySafeMonitor.class).get(0).getProblems())
                .extracting(Problem::toString)
                .contains("doubled at mysafe-9-name");

        HtmlPage again = page();
        assertThat(chunks(again))
                .extracting(chunk -> field(chunk, "tenant") != null)
                .containsExactly(false, false, true, false, false, false, false, false, true, false);
        save(again);
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void fewAreAllOpen() throws Exception {
        Controller.servers(full(0), full(1), full(2));
        List<String> before = stored();
        HtmlPage page = page();
        assertThat(chunks(page))
                .hasSize(3)
                .allSatisfy(chunk -> assertThat(field(chunk, "url")).isNotNull());
        save(page);
        assertThat(stored()).isEqualTo(before);
    }
}
