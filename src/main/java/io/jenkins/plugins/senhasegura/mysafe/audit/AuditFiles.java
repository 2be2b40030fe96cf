package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the audit, one a month. Only names that are a month are ours, and no link is. */
final class AuditFiles {
    /** Below the home of Jenkins. */
    static final String FOLDER = "mysafe-audit";

    static final long FORMAT = 1;
    /** Each file's first line. */
    static final byte[] HEADER = ("{\"format\":" + FORMAT + "}").getBytes(StandardCharsets.US_ASCII);

    private static final Pattern NAME = Pattern.compile("([0-9]{4})-(0[1-9]|1[0-2])\\.jsonl");
    private static final Pattern FIRST_LINE = Pattern.compile("\\{\"format\":([0-9]{1,18})[,}]");
    private static final int LONGEST_HEADER = 64;

    private final Path folder;

    AuditFiles(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** The file of a month. */
    File of(YearMonth month) {
        // Four digits: other years are none that NAME would find again.
        return folder.resolve(String.format("%04d-%02d.jsonl", month.getYear(), month.getMonthValue()))
                .toFile();
    }

    /** The months whose names stand in the folder, the newest first; whether one {@linkplain #has has} a file is not asked. */
    List<YearMonth> months() throws IOException {
        List<YearMonth> months = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    months.add(YearMonth.of(Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2))));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
        months.sort(Comparator.reverseOrder());
        return months;
    }

    /** Whether a month has a file that is ours. */
    boolean has(YearMonth month) {
        return isOurs(of(month).toPath());
    }

    private static boolean isOurs(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether a later version of the plugin wrote this month's file: it is neither read nor written here. */
    boolean isNewer(YearMonth month) throws IOException {
        try (InputStream in = Files.newInputStream(of(month).toPath())) {
            String start = new String(in.readNBytes(LONGEST_HEADER), StandardCharsets.ISO_8859_1);
            Matcher format = FIRST_LINE.matcher(start);
            // A first line that a crash has cut off says nothing, and costs nothing.
            return format.lookingAt() && Long.parseLong(format.group(1)) > FORMAT;
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    /** The names of the files that a later version wrote. */
    List<String> newer() throws IOException {
        List<String> newer = new ArrayList<>();
        for (YearMonth month : months()) {
            if (has(month) && isNewer(month)) {
                newer.add(of(month).getName());
            }
        }
        return newer;
    }

    /**
     * Makes the folder, and refuses what must not be written to.
     *
     * @throws IOException where the folder cannot be made, or the file is a link or of a later version
     */
    void prepare(YearMonth month) throws IOException {
        Files.createDirectories(folder);
        Path file = of(month).toPath();
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isOurs(file)) {
            throw new IOException(file + " is no file of the audit");
        }
        if (isNewer(month)) {
            throw new IOException(file + " was written by a later version of the plugin");
        }
    }

    /** Deletes a month's file, and whatever else is in its place stays. */
    void delete(YearMonth month) throws IOException {
        Path file = of(month).toPath();
        if (!Files.isSymbolicLink(folder) && isOurs(file)) {
            Files.delete(file);
        }
    }
}
