package io.jenkins.plugins.senhasegura.mysafe;

import com.thoughtworks.xstream.io.xml.CompactWriter;
import hudson.model.Run;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The passwords that a build asked for, in a file of their own beside {@code build.xml}, a line of XML each. Jenkins
 * writes {@code build.xml} anew with every step of a Pipeline, and whatever is in it makes each further step slower.
 */
final class RecordFile {
    static final String NAME = "mysafe-passwords.log";

    private static final Logger LOGGER = Logger.getLogger(RecordFile.class.getName());

    private final Path path;

    RecordFile(Run<?, ?> run) {
        this.path = run.getRootDir().toPath().resolve(NAME);
    }

    /** Adds one at the end. */
    void add(EnablePasswordRecord record) throws IOException {
        StringWriter text = new StringWriter();
        Run.XSTREAM2.marshal(record, new CompactWriter(text));
        // What a job gives as a credentials id may be anything.
        String line = text.toString().replace("\n", "&#xa;");
        // On a new line also after one that a crash has cut off.
        Files.writeString(path, '\n' + line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** All of them in the order in which they ended; what a crash has left half written is passed over. */
    List<EnablePasswordRecord> read() {
        List<EnablePasswordRecord> records = new ArrayList<>();
        try {
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.isBlank()).forEach(line -> read(line, records));
        } catch (NoSuchFileException none) {
            // Nothing has ended yet, or an older version of the plugin has run the build.
        } catch (IOException unreadable) {
            LOGGER.log(Level.WARNING, unreadable, () -> "Could not read " + path);
        }
        return records;
    }

    private void read(String line, List<EnablePasswordRecord> records) {
        try {
            records.add((EnablePasswordRecord) Run.XSTREAM2.fromXML(line));
        } catch (RuntimeException broken) {
            LOGGER.log(Level.FINE, broken, () -> "Passed over a line of " + path);
        }
    }
}
