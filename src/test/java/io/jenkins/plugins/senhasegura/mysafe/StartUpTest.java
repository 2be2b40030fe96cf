package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** What the plugins that may be missing bring, as far as this plugin knows it: Support Core and Metrics. */
    private static final List<String> NEIGHBOURS =
            List.of("com.cloudbees.jenkins.support.", "jenkins.metrics.", "com.codahale.metrics.");

    private static List<String> loaded;
    private static String saidWithoutNeighbours;
    private static List<String> loadedWithoutNeighbours;

    /**
     * Does with each extension what Jenkins does at its start: initialises it and asks for all of its members. What the
     * arguments are prefixes of cannot be had, as if its plugin were missing.
     */
    static final class Extensions {
        public static void main(String[] missing) throws Exception {
            for (String name : names()) {
                try {
                    look(Class.forName(name, true, new Without(missing)));
                } catch (LinkageError unresolved) {
                    System.out.println("left out " + name);
                }
            }
        }

        private static void look(Class<?> extension) {
            for (Class<?> type = extension; type != null; type = type.getSuperclass()) {
                type.getDeclaredConstructors();
                type.getDeclaredMethods();
                type.getDeclaredFields();
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

    /** Loads our own classes itself, so that it can keep something from them. */
    private static final class Without extends ClassLoader {
        private final List<String> missing;

        Without(String... missing) {
            super(Without.class.getClassLoader());
            this.missing = List.of(missing);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (missing.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            if (missing.isEmpty() || !name.startsWith(OURS)) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }

    @BeforeAll
    static void startTwice() throws Exception {
        loaded = loaded(start(List.of()));
        saidWithoutNeighbours = start(NEIGHBOURS);
        loadedWithoutNeighbours = loaded(saidWithoutNeighbours);
    }

    private static String start(List<String> missing) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout:uptime,level,tags",
                "-Xshare:auto",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Extensions.class.getName()));
        command.addAll(missing);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static List<String> loaded(String said) {
        return Arrays.stream(said.split("\n"))
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
    void withoutSupportCoreAndMetricsNothingOfThemIsLoadedAndNothingElseIsLeftOut() throws Exception {
        assertThat(saidWithoutNeighbours.lines().filter(line -> line.startsWith("left out ")))
                .containsExactlyInAnyOrder(
                        "left out " + OURS + "monitoring.MySafeMetrics",
                        "left out " + OURS + "monitoring.MySafeSupport");
        assertThat(loadedWithoutNeighbours)
                .containsAll(Extensions.names().stream()
                        .filter(name -> !name.startsWith(OURS + "monitoring."))
                        .toList())
                .noneMatch(name -> NEIGHBOURS.stream().anyMatch(name::startsWith))
                .noneMatch(name -> name.startsWith(OURS + "monitoring."));
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
        assertThat(loaded).filteredOn(name -> name.startsWith(OURS)).hasSizeLessThan(90);
    }
}
