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

    /** The simulated server: mappings, documents. */
    Path wireMock() {
        return root.resolve("src/demo/wiremock");
    }

    /** The Pipeline that is shown. */
    Path jenkinsfile() {
        return root.resolve("src/demo/Jenkinsfile");
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
