package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of lines that only grows, read from its end: what a page shows costs the same however much stands before it. Its
 * folder is never made, so what was deleted does not come back.
 */
final class RecordFile {
    /** No record is as long; a longer line is not read into memory. */
    static final int LONGEST_LINE = 64 * 1024;

    private static final int BLOCK = 8 * 1024;

    private final File file;

    RecordFile(File file) {
        this.file = file;
    }

    /**
     * A line.
     *
     * @param start where it begins
     * @param bytes without its end; null when it is too long to be a record
     */
    record Line(long start, byte[] bytes) {}

    /** How long the file is; 0 when there is none. */
    long length() {
        return file.length();
    }

    /** Adds a line at the end, on a new line also after one that a crash has cut off. */
    void append(byte[] line) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file, "rw")) {
            long end = open.length();
            boolean cut = end > 0 && byteAt(open, end - 1) != '\n';
            byte[] written = new byte[line.length + (cut ? 2 : 1)];
            System.arraycopy(line, 0, written, cut ? 1 : 0, line.length);
            written[0] = cut ? (byte) '\n' : written[0];
            written[written.length - 1] = '\n';
            open.seek(end);
            open.write(written);
        }
    }

    /**
     * The last lines before a position, the last one first.
     *
     * @param before the start of a line or the end of the file; anything else is taken for the start of its line
     */
    List<Line> last(long before, int most) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (RandomAccessFile open = new RandomAccessFile(file, "r")) {
            long end = Math.min(before, open.length());
            if (end < open.length() && end > 0 && byteAt(open, end - 1) != '\n') {
                end = startOfLine(open, end);
            }
            while (end > 0 && lines.size() < most) {
                long last = byteAt(open, end - 1) == '\n' ? end - 1 : end;
                long start = startOfLine(open, last);
                // An empty line is what a crash left of none.
                if (last > start) {
                    lines.add(new Line(start, last - start > LONGEST_LINE ? null : read(open, start, last)));
                }
                end = start;
            }
        } catch (FileNotFoundException none) {
            return List.of();
        }
        return lines;
    }

    private static int byteAt(RandomAccessFile open, long position) throws IOException {
        open.seek(position);
        return open.read();
    }

    private static byte[] read(RandomAccessFile open, long start, long end) throws IOException {
        byte[] bytes = new byte[(int) (end - start)];
        open.seek(start);
        open.readFully(bytes);
        return bytes;
    }

    /** Where the line begins that ends here. */
    private static long startOfLine(RandomAccessFile open, long end) throws IOException {
        long last = end;
        while (last > 0) {
            long first = Math.max(0, last - BLOCK);
            byte[] block = read(open, first, last);
            for (int i = block.length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return first + i + 1;
                }
            }
            last = first;
        }
        return 0;
    }
}
