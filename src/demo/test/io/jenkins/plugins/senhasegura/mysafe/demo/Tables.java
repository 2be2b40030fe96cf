package io.jenkins.plugins.senhasegura.mysafe.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The tables of {@code src/demo/README.md}, and what the mappings say of themselves. */
final class Tables {
    private static final Path DEMO = Places.ofThisRun().root().resolve("src/demo");

    private Tables() {}

    /**
     * One line of a table.
     *
     * @param key the identifier or the client id
     */
    record Row(String key, String outcome, int exitStatus, String responses) {
        @Override
        public String toString() {
            return key + " " + outcome;
        }
    }

    static List<Row> passwords() {
        return table("id");
    }

    static List<Row> disabled() {
        return table("id to disable");
    }

    static List<Row> clients() {
        return table("client id");
    }

    private static List<Row> table(String firstColumn) {
        List<Row> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : read(DEMO.resolve("README.md")).lines().toList()) {
            inside = line.startsWith("|") && (inside || line.startsWith("| " + firstColumn + " |"));
            String[] cells = line.split(" ?\\| ?");
            if (inside && cells.length == 5 && cells[3].matches("[0-9]")) {
                rows.add(new Row(cells[1], cells[2].replace("`", ""), Integer.parseInt(cells[3]), cells[4]));
            }
        }
        return rows;
    }

    /** The metadata of every mapping that has some, by the name of its file. */
    static Map<String, Map<String, String>> mappings() throws IOException {
        Map<String, Map<String, String>> found = new java.util.TreeMap<>();
        try (Stream<Path> files = Files.list(DEMO.resolve("wiremock/mappings"))) {
            for (Path file : files.toList()) {
                Map<String, String> metadata = metadata(read(file));
                if (!metadata.isEmpty()) {
                    found.put(file.getFileName().toString(), metadata);
                }
            }
        }
        return found;
    }

    private static Map<String, String> metadata(String json) {
        Map<String, String> metadata = new java.util.TreeMap<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.PROPERTY_NAME
                        && parser.currentName().equals("metadata")) {
                    parser.nextToken();
                    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                        metadata.put(parser.currentName(), parser.nextStringValue());
                    }
                }
            }
        }
        return metadata;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
