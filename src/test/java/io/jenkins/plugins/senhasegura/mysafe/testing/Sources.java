package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The project's own files. Both builds run tests in the folder that holds README.md. */
public final class Sources {
    private Sources() {}

    /** The folder of the whole project. */
    public static Path root() {
        Path root = Path.of("").toAbsolutePath();
        if (!Files.isRegularFile(root.resolve("README.md"))) {
            throw new IllegalStateException("Tests run in the project's folder, not in " + root);
        }
        return root;
    }
}
