package io.jenkins.plugins.senhasegura.mysafe.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/demo} passes on of its environment, with a Maven and a Java in their places that note what they get. */
class BuildEnvironmentTest {
    private static final String SECRET = "MYSAFE_CLIENT_SECRET=my+secret";

    @TempDir
    private Path folder;

    private Path seenByMaven;
    private Path seenByJava;

    @BeforeEach
    void copyScripts() throws IOException {
        seenByMaven = folder.resolve("maven.txt");
        seenByJava = folder.resolve("java.txt");
        Path root = Places.ofThisRun().root();
        for (String file : List.of("bin/demo", "bin/lib.sh", "pom.xml", "src/central/pom.xml")) {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(root.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (String empty : List.of("src/main", "src/demo/java")) {
            Files.createDirectories(folder.resolve(empty));
        }
        script("jdk/bin/javac", "");
        script("jdk/bin/java", "echo \"$@\" >>'" + seenByJava + "'; env >>'" + seenByJava + "'");
        // Makes what the real one would leave behind.
        script("path/mvn", """
                echo "$@" >>'%1$s'; env >>'%1$s'
                if [ "$1" = -version ]; then
                  echo 'Apache Maven 3.9.11'
                  echo 'Java version: 17.0.1, vendor: nobody, runtime: %2$s/jdk'
                fi
                cd '%2$s'
                mkdir -p target/demo target/test-classes/test-dependencies
                touch target/demo/class-path.txt target/test-classes/test-dependencies/a.hpi target/senhasegura-mysafe.hpi
                [ ! -d target/demo/controller ] || touch target/demo/controller/jenkins-war.war
                """.formatted(seenByMaven, folder));
    }

    private void script(String name, String commands) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void demo(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder demo = new ProcessBuilder("bash", "bin/demo").directory(folder.toFile());
        demo.command().addAll(List.of(arguments));
        demo.environment()
                .merge("PATH", folder.resolve("path").toString(), (old, first) -> first + File.pathSeparator + old);
        demo.environment().put("MYSAFE_CLIENT_ID", "me");
        demo.environment().put("MYSAFE_CLIENT_SECRET", "my+secret");
        Process ran = demo.redirectErrorStream(true).start();
        String said = new String(ran.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ran.waitFor()).as(said).isZero();
    }

    @Test
    void secretIsForOnceAloneAndNotForItsBuild() throws Exception {
        demo("--once", "10");

        assertThat(seenByMaven).content().contains("process-classes").doesNotContain("MYSAFE_CLIENT");
        assertThat(seenByJava).content().contains("--once 10", "MYSAFE_CLIENT_ID=me", SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--central", "--jenkins", "--serve --central", "--serve --jenkins"})
    void noBuildOfTheDemoSeesTheSecret(String arguments) throws Exception {
        demo(arguments.split(" "));

        assertThat(seenByMaven).content().contains("process-classes").doesNotContain("MYSAFE_CLIENT");
        if (arguments.contains("--jenkins")) {
            assertThat(seenByMaven).content().contains("jenkins-war");
        }
        assertThat(seenByJava).content().isNotEmpty().doesNotContain("MYSAFE_CLIENT");
    }
}
