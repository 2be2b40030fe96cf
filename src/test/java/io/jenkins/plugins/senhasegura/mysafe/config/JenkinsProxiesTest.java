package io.jenkins.plugins.senhasegura.mysafe.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which hosts are reached without Jenkins' proxy. */
class JenkinsProxiesTest {
    @Test
    void namesOfHostsKnowNoCase() {
        // As Jenkins makes patterns of the lines "*.Corp.Example" and "PAM".
        List<Pattern> list = List.of(Pattern.compile(".*\\.Corp\\.Example"), Pattern.compile("PAM"));
        assertThat(JenkinsProxies.isExcluded(list, "vault.corp.example")).isTrue();
        assertThat(JenkinsProxies.isExcluded(list, "pam")).isTrue();
        assertThat(JenkinsProxies.isExcluded(list, "vault.example")).isFalse();
        assertThat(JenkinsProxies.isExcluded(list, "pam.corp.example.com")).isFalse();
    }
}
