package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Result;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlElementUtil;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A new user's way to the first green build, as {@code docs/first-steps.md} counts it. */
class FirstStepsTest extends SharedJenkins {
    private static final int AT_MOST = 10;
    private static final int LINES_AT_MOST = 15;
    private static final Path DOCS = Sources.root().resolve("docs");

    private int clicksAndFields;

    @BeforeEach
    void forgetWhatOtherTestsSetUp() {
        Controller.servers();
        SystemCredentialsProvider.getInstance().setDomainCredentialsMap(Map.of(Domain.global(), List.of()));
    }

    @Test
    void byForm() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage credentials = web.goTo("manage/credentials/");
            click(credentials.querySelector("button[data-type='credentials-add-store-item']"));
            click(kind(credentials, "Username with password"));
            click(credentials.querySelector("#cr-dialog-next"));
            HtmlForm credential = credentials.getFormByName("newCredentials");
            type(credential.getInputByName("_.username"), Controller.CLIENT_ID);
            type(credential.getInputByName("_.password"), Controller.SECRET);
            click(credential.querySelector("#cr-dialog-submit"));

            HtmlPage system = web.goTo("manage/configure");
            HtmlForm form = system.getFormByName("config");
            click(form.querySelector(".mysafe-configuration .repeatable-add"));
            web.waitForBackgroundJavaScript(10_000);
            type(ours(form, "input[name='_.url']"), server.url());
            choose(ours(form, "select[name='_.credentialsId']"));
            click(form.querySelector("button[name='Submit']"));
        }

        assertThat(clicksAndFields).isEqualTo(written()).isLessThanOrEqualTo(AT_MOST);
        assertThat(MySafeConfiguration.get().settings().server("production").getUrl())
                .isEqualTo(server.url());
        firstBuildIsGreen();
    }

    @Test
    void asCode() throws Exception {
        String yaml = Files.readString(DOCS.resolve("examples/first-steps.yaml"));
        assertThat(yaml.lines()).hasSizeLessThanOrEqualTo(LINES_AT_MOST);

        String filledIn = yaml.replace("${MYSAFE_CLIENT_ID}", Controller.CLIENT_ID)
                .replace("${MYSAFE_CLIENT_SECRET}", Controller.SECRET)
                .replace("https://senhasegura.example.com/", server.url());
        ConfigurationAsCode.get()
                .configureWith(YamlSource.of(new ByteArrayInputStream(filledIn.getBytes(StandardCharsets.UTF_8))));

        firstBuildIsGreen();
    }

    private void firstBuildIsGreen() throws Exception {
        String script = Files.readString(DOCS.resolve("examples/first-steps.Jenkinsfile"));

        assertThat(log(run(Result.SUCCESS, script))).contains("password 10 on server \"production\"", "ACTIVATED");
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(1);
    }

    /** How many the page lists. */
    private static int written() throws IOException {
        return (int) Files.readString(DOCS.resolve("first-steps.md"))
                .lines()
                .filter(line -> line.matches("[0-9]+[.] .*"))
                .count();
    }

    private static HtmlElement kind(HtmlPage page, String name) {
        return page.querySelectorAll(".jenkins-choice-list__item").stream()
                .filter(item -> item.getVisibleText().contains(name))
                .map(item -> (HtmlElement) item.querySelector("input"))
                .findFirst()
                .orElseThrow();
    }

    private static <T extends DomNode> T ours(HtmlForm form, String selector) {
        return form.querySelector(".mysafe-configuration .repeated-chunk " + selector);
    }

    private void click(HtmlElement button) throws IOException {
        clicksAndFields++;
        HtmlElementUtil.click(button);
    }

    private void type(HtmlInput field, String text) {
        clicksAndFields++;
        field.setValue(text);
    }

    /** The only ones beside none. */
    private void choose(HtmlSelect credentials) {
        clicksAndFields++;
        assertThat(credentials.getOptions()).hasSize(2);
        credentials.setSelectedIndex(1);
    }
}
