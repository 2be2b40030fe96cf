package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Makes the pictures of the documentation. No test, so that it runs for {@code bin/screenshots} only. */
@WithJenkins
@Timeout(900)
class Pictures {
    @Test
    void areMade(JenkinsRule jenkins) throws Exception {
        Path folder = Path.of(System.getProperty("mysafe.pictures")).toAbsolutePath();
        try (UiShow show = UiShow.in(jenkins)) {
            assertThat(show).isNotNull();
            String made = Browser.node(
                    "pictures.js",
                    "--url",
                    jenkins.getURL().toString(),
                    "--browser",
                    Browser.path(),
                    "--folder",
                    folder.toString());
            System.out.print(made);
        }
    }
}
