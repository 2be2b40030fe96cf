package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the plugin costs a controller that only starts: its extension classes are loaded and looked through, in a virtual
 * machine of their own, and nothing of the HTTP client or the JSON parser comes with them.
 */
@Timeout(60)
class StartUpTest {
    private static final String OURS = "io.jenkins.plugins.senhasegura.mysafe.";
    private static final Pattern LOADED = Pattern.compile("^\\[[^]]*]\\[[^]]*]\\[class,load] (\\S+) .*");

    private static List<String> loaded;

    /** Does with each extension what Jenkins does at its start: initialises it and asks for all of its members. */
    static final class Extensions {
        public static void main(String[] arguments) throws Exception {
            for (String name : names()) {
                for (Class<?> type = Class.forName(name); type != null; type = type.getSuperclass()) {
                    type.getDeclaredConstructors();
                    type.getDeclaredMethods();
                    type.getDeclaredFields();
                }
            }
        }

        private static List<String> names() throws Exception {
            try (InputStream index =
                            Extensions.class.getResourceAsStream("/META-INF/annotations/hudson.Extension.txt");
                    BufferedReader lines = new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8))) {
                // A class, perhaps with what its annotation says in braces.
                return lines.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.replaceFirst("\\{.*", ""))
                        .toList();
            }
        }
    }

    @BeforeAll
    static void startOnce() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:stdout:uptime,level,tags",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Extensions.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        loaded = Arrays.stream(said.split("\n"))
                .map(LOADED::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .toList();
    }

    @Test
    void everyExtensionIsLoaded() throws Exception {
        assertThat(Extensions.names()).hasSizeGreaterThan(5);
        assertThat(loaded).containsAll(Extensions.names());
    }

    @Test
    void noClassOfTheHttpClientOrTheJsonParserIsLoaded() {
        assertThat(loaded)
                .noneMatch(name -> name.startsWith("org.apache.hc."))
                .noneMatch(name -> name.startsWith("tools.jackson."))
                .noneMatch(name -> name.startsWith("com.fasterxml.jackson."));
    }

    /** The client itself waits for its first call; what forms and settings need of the package below it may come. */
    @Test
    void ourOwnClientIsNotLoaded() {
        assertThat(loaded).doesNotContain(OURS + "api.MySafeClient", OURS + "api.Transport", OURS + "api.AnswerReader");
        assertThat(loaded).filteredOn(name -> name.startsWith(OURS)).hasSizeLessThan(80);
    }
}
