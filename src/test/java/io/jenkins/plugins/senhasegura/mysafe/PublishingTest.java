package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Jenkins project's hosting checker asks of a repository, as far as the repository alone can tell. */
class PublishingTest {
    /** The JDKs that the checker lets a Jenkinsfile name. */
    private static final List<String> JDKS = List.of("21", "25");

    private static String read(String file) throws IOException {
        return Files.readString(Sources.root().resolve(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    groupId                       | io.jenkins.plugins
                    artifactId                    | senhasegura-mysafe
                    version                       | ${changelist}
                    name                          | senhasegura MySafe
                    url                           | https://github.com/jenkinsci/${project.artifactId}-plugin
                    tag                           | ${scmTag}
                    changelist                    | 999999-SNAPSHOT
                    jenkins.version               | ${jenkins.baseline}.3
                    ban-commons-lang-2.skip       | false
                    ban-deprecated-stapler.skip   | false
                    ban-junit4-imports.skip       | false
                    banObsoleteDependencyOverrides.skip | false
                    hpi.strictBundledArtifacts    | true
                    """)
    void pomSays(String element, String value) throws IOException {
        assertThat(read("pom.xml")).contains("<" + element + ">" + value + "</" + element + ">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<developers>", "<java.level>", "maven.compiler.", "http://repo", "scm:git:git:"})
    void pomDoesNotSay(String what) throws IOException {
        assertThat(read("pom.xml")).doesNotContain(what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    .github/CODEOWNERS                          | * @jenkinsci/senhasegura-mysafe-plugin-developers
                    .github/workflows/cd.yaml                   | jenkins-infra/github-reusable-workflows/.github/workflows/maven-cd.yml@v1
                    .github/workflows/jenkins-security-scan.yml | jenkins-infra/jenkins-security-scan/.github/workflows/jenkins-security-scan.yaml@v2
                    .github/renovate.json                       | github>jenkinsci/renovate-config
                    .mvn/maven.config                           | -Dchangelist.format=%d.v%s
                    .mvn/extensions.xml                         | git-changelist-maven-extension
                    .gitignore                                  | target
                    .gitignore                                  | work
                    LICENSE.md                                  | Permission is hereby granted, free of charge
                    src/main/resources/index.jelly              | <?jelly escape-by-default='true'?>
                    """)
    void fileIsThereAndSays(String file, String line) throws IOException {
        assertThat(read(file)).contains(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".github/release-drafter.yml",
                ".github/release-drafter.yaml",
                ".github/workflows/release-drafter.yml",
                ".github/workflows/release-drafter.yaml",
                ".github/dependabot.yml"
            })
    void organisationsDefaultIsNotOverridden(String file) {
        assertThat(Sources.root().resolve(file)).doesNotExist();
    }

    @Test
    void jenkinsfileOnlyCallsBuildPluginWithJdksThatAreAllowed() throws IOException {
        String code =
                read("Jenkinsfile").replaceAll("(?s)/[*].*?[*]/|//[^\\n]*", "").strip();

        assertThat(code).startsWith("buildPlugin(").endsWith(")");
        List<String> jdks = Pattern.compile("platform: '(?:linux|windows)', jdk: ([0-9]+)")
                .matcher(code)
                .results()
                .map((MatchResult configuration) -> configuration.group(1))
                .toList();
        assertThat(jdks).isNotEmpty().isSubsetOf(JDKS);
    }
}
