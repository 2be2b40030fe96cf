package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the files of a probe, on the disk of the repository: one for temporary files may be no disk at all. */
final class WorkFolder implements AutoCloseable {
    private final Path folder;

    WorkFolder() throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "benchmark")), "files");
    }

    /** A place in it, where nothing is yet. */
    String of(String name) {
        return folder.resolve(name).toString();
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
