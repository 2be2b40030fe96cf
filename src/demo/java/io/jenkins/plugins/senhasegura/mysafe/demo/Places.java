package io.jenkins.plugins.senhasegura.mysafe.demo;

import java.nio.file.Path;

/**
 * Where things lie.
 *
 * @param root the repository's folder
 */
record Places(Path root) {
    /** The system property that names {@link #root()}. */
    static final String PROPERTY = "mysafe.root";

    static Places ofThisRun() {
        return new Places(Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath());
    }

    /** The sources of the demo. */
    Path demo() {
        return root.resolve("src/demo");
    }

    /** The simulated server: mappings, documents. */
    Path wireMock() {
        return demo().resolve("wiremock");
    }

    /** The Pipeline that is shown. */
    Path jenkinsfile() {
        return demo().resolve("Jenkinsfile");
    }

    /** Jenkins and the plugins, put there by {@code bin/demo}. */
    Path controller() {
        return root.resolve("target/demo/controller");
    }

    /** The home of the demo's Jenkins, made anew for every run. */
    Path jenkinsHome() {
        return root.resolve("target/demo/jenkins-home");
    }

    /** What the demo's Jenkins itself logs. */
    Path jenkinsLog() {
        return root.resolve("target/demo/jenkins.log");
    }

    /** The simulated server's certificate and key, made by the build. */
    Path keyStore() {
        return root.resolve("target/demo/simulator.p12");
    }

    /** The simulated server's certificate in PEM, made by the build. */
    Path certificate() {
        return root.resolve("target/demo/ca.pem");
    }
}
