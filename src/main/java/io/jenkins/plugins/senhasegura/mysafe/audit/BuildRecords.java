package io.jenkins.plugins.senhasegura.mysafe.audit;

import com.google.common.collect.MapMaker;
import hudson.model.Run;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a build did, in files of their own beside its {@code build.xml}: Jenkins writes that one anew with every step of a
 * Pipeline, and who writes it after the build was deleted brings the build back.
 *
 * <p>Thread-safe: one lock a build guards its files, never the build's own, which Jenkins holds while it writes {@code
 * build.xml}.
 */
public final class BuildRecords {
    /** So many operations of one build are kept; further ones are counted. */
    public static final int MOST = 10_000;

    /** A line of JSON for each operation that has ended. */
    static final String FILE = "mysafe-operations.jsonl";
    /** A byte for each operation that is only counted. */
    static final String COUNTED = "mysafe-operations.more";
    /** A line of JSON for each use of a credential that was tracked. */
    static final String TRACKED = "mysafe-tracked.jsonl";

    private static final Logger LOGGER = Logger.getLogger(BuildRecords.class.getName());
    private static final long UNKNOWN = -1;
    private static final int MOST_WARNINGS = 100;

    /** By the build as an object, since promotions of one number are all equal; what is known of a build goes with it. */
    private static final ConcurrentMap<Run<?, ?>, State> STATES =
            new MapMaker().weakKeys().makeMap();

    // Asked for each time: a job may be moved or renamed while its build runs.
    private final Supplier<File> folder;
    private final State state;

    private BuildRecords(Supplier<File> folder, State state) {
        this.folder = folder;
        this.state = state;
    }

    /** Those of this build. */
    public static BuildRecords of(Run<?, ?> run) {
        return new BuildRecords(run::getRootDir, STATES.computeIfAbsent(run, first -> new State()));
    }

    /** As a Jenkins that has just started finds them in this folder. */
    static BuildRecords in(File folder) {
        return new BuildRecords(() -> folder, new State());
    }

    /** Whether a build has any; loads no build and reads no file. */
    static boolean exist(File folderOfBuild) {
        return new File(folderOfBuild, FILE).exists();
    }

    /** Whether the use of this credential has still to be tracked; true once per server and credential, also over restarts. */
    public boolean tracks(String server, String credentialsId) {
        String use = RecordJson.write(
                PlainText.of(server, OperationRecord.LONGEST_FIELD),
                PlainText.of(credentialsId, OperationRecord.LONGEST_FIELD));
        synchronized (state) {
            if (state.tracked == null) {
                state.tracked = readTracked();
            }
            if (!state.tracked.add(use)) {
                return false;
            }
            append(TRACKED, use.getBytes(StandardCharsets.UTF_8), use);
            return true;
        }
    }

    private Set<String> readTracked() {
        try {
            return new HashSet<>(Files.readAllLines(file(TRACKED).toPath()));
        } catch (NoSuchFileException none) {
            return new HashSet<>();
        } catch (IOException unreadable) {
            LOGGER.log(Level.WARNING, unreadable, () -> "Cannot read " + file(TRACKED));
            return new HashSet<>();
        }
    }

    /** Keeps an operation that has ended, or counts it where the build has too many already. May block. */
    public void add(OperationRecord operation) {
        synchronized (state) {
            if (state.kept == UNKNOWN) {
                state.kept = kept();
            }
            if (state.kept >= MOST) {
                count(operation);
                return;
            }
            OperationRecord numbered = operation.numbered(state.kept + 1);
            boolean written = append(FILE, RecordJson.write(numbered), numbered);
            state.kept = written ? state.kept + 1 : UNKNOWN;
        }
    }

    private void count(OperationRecord operation) {
        try {
            Files.write(file(COUNTED).toPath(), new byte[] {'.'}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            lost(COUNTED, operation, failure);
        }
    }

    private boolean append(String name, byte[] line, Object what) {
        try {
            new RecordFile(file(name)).append(line);
            return true;
        } catch (IOException failure) {
            lost(name, what, failure);
            return false;
        }
    }

    private void lost(String name, Object what, IOException failure) {
        boolean deleted = failure instanceof FileNotFoundException || failure instanceof NoSuchFileException;
        if (deleted && !folder.get().isDirectory()) {
            LOGGER.log(Level.FINE, failure, () -> folder.get() + " was deleted; not kept: " + what);
        } else {
            LOGGER.log(Level.WARNING, failure, () -> "Cannot write " + file(name) + "; not kept: " + what);
        }
    }

    /**
     * A part of the operations, from the end of the file on.
     *
     * @param before where the next newer part begins, as {@link RecordPage#getOlder} has it; 0 or less for the newest
     */
    public RecordPage page(long before, int most) {
        // Nothing that is being written now is taken for a broken line.
        long end;
        synchronized (state) {
            end = new RecordFile(file(FILE)).length();
        }
        long counted = file(COUNTED).length();
        boolean isNewest = before <= 0 || before >= end;
        List<RecordPage.Entry> entries = entries(isNewest ? end : before, most);
        long kept = kept(isNewest ? entries : entries(end, 1));
        return new RecordPage(entries, kept + counted, counted);
    }

    private List<RecordPage.Entry> entries(long before, int most) {
        List<RecordPage.Entry> entries = new ArrayList<>();
        try {
            for (RecordFile.Line line : new RecordFile(file(FILE)).last(before, most)) {
                OperationRecord operation = line.bytes() == null ? null : RecordJson.read(line.bytes());
                entries.add(new RecordPage.Entry(line.start(), operation));
                if (operation == null) {
                    warn(line.start());
                }
            }
        } catch (IOException unreadable) {
            LOGGER.log(Level.WARNING, unreadable, () -> "Cannot read " + file(FILE));
        }
        return entries;
    }

    private void warn(long start) {
        synchronized (state) {
            // Once a line, not each time that somebody looks at the page.
            if (state.warned.size() == MOST_WARNINGS || !state.warned.add(start)) {
                return;
            }
        }
        LOGGER.log(Level.WARNING, () -> "Cannot read the line of " + file(FILE) + " that begins at byte " + start);
    }

    private long kept() {
        return kept(entries(new RecordFile(file(FILE)).length(), 1));
    }

    /**
     * How many have been kept: the last one's number and what follows it and cannot be read.
     *
     * @param newest the last lines of the file, one at least where it has any
     */
    private long kept(List<RecordPage.Entry> newest) {
        long behind = 0;
        List<RecordPage.Entry> last = newest;
        while (!last.isEmpty()) {
            for (RecordPage.Entry entry : last) {
                if (entry.operation() != null) {
                    return Math.max(1, entry.operation().number()) + behind;
                }
                behind++;
            }
            last = entries(last.get(last.size() - 1).start(), MOST_WARNINGS);
        }
        return behind;
    }

    private File file(String name) {
        return new File(folder.get(), name);
    }

    /** What is known of the files of a build; its lock guards them and itself. */
    private static final class State {
        private final Set<Long> warned = new HashSet<>();
        private long kept = UNKNOWN;
        private Set<String> tracked;
    }
}
