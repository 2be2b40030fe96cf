package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a file of lines backwards, in large blocks, and finds the lines that hold all of some bytes: only what is found is
 * ever looked at as a line, so that a rare word costs hardly more than reading the file. Uses a block of memory.
 */
final class LineSearch implements Closeable {
    private static final int BLOCK = 256 * 1024;
    private static final int LONGEST = RecordFile.LONGEST_LINE;

    private final RandomAccessFile file;
    private final List<byte[]> words;
    private final int[] shifts;
    private final byte[] block = new byte[BLOCK + LONGEST];
    /** Where in the file the block begins; what is before it was not read yet. */
    private long start;
    /** The part of the block that was not looked at yet. */
    private int end;
    /** Whether what is read next ends in the rest of a line that is none of ours. */
    private boolean skipping;

    /**
     * Begins before a position.
     *
     * @param before the start of a line or the end of the file; anything else is taken for the start of its line
     * @param words what a line has to hold, each; the first is searched for
     */
    LineSearch(File path, long before, List<byte[]> words) throws IOException {
        this.file = new RandomAccessFile(path, "r");
        this.words = words;
        this.shifts = words.isEmpty() ? null : shifts(words.get(0));
        boolean complete = false;
        try {
            start = Math.min(before, file.length());
            skipping = start < file.length() && start > 0 && byteBefore(start) != '\n';
            complete = true;
        } finally {
            if (!complete) {
                file.close();
            }
        }
    }

    private int byteBefore(long position) throws IOException {
        file.seek(position - 1);
        return file.read();
    }

    /**
     * The next older line with all of the words.
     *
     * @param most so many bytes are read at most, about
     * @return null where there is none, or where too much was read; {@link #position} tells
     */
    RecordFile.Line next(long most) throws IOException {
        long stop = Math.max(0, start - most);
        while (true) {
            int whole = start == 0 ? 0 : indexOfEnd(0, end) + 1;
            if (whole > 0 || start == 0) {
                int found = find(whole);
                if (found >= 0) {
                    int first = lastEnd(found, whole) + 1;
                    int last = indexOfEnd(found, end);
                    byte[] line = Arrays.copyOfRange(block, first, last < 0 ? end : last);
                    end = first;
                    if (line.length > 0 && line.length <= LONGEST && holdsAll(line)) {
                        return new RecordFile.Line(start + first, line);
                    }
                    continue;
                }
                end = whole;
            }
            if (start == 0 || start <= stop) {
                return null;
            }
            fill();
        }
    }

    /** All lines that begin at or behind this were looked at; 0 when the file is through. */
    long position() {
        return start + end;
    }

    private void fill() throws IOException {
        int read = (int) Math.min(BLOCK, start);
        // The rest of a line that goes on before it; too long a line is no record.
        skipping |= end > LONGEST;
        int kept = skipping ? 0 : end;
        System.arraycopy(block, 0, block, read, kept);
        start -= read;
        file.seek(start);
        file.readFully(block, 0, read);
        end = read + kept;
        if (skipping) {
            int last = lastEnd(read, 0);
            end = last + 1;
            skipping = last < 0;
        }
    }

    /** Where the last word, or the last byte but line ends, is in what is left of the block; -1 for nowhere. */
    private int find(int from) {
        if (shifts == null) {
            int last = end - 1;
            while (last >= from && block[last] == '\n') {
                last--;
            }
            return last >= from ? last : -1;
        }
        byte[] word = words.get(0);
        int at = end - word.length;
        while (at >= from) {
            if (Arrays.equals(block, at, at + word.length, word, 0, word.length)) {
                return at;
            }
            at -= shifts[block[at] & 0xFF];
        }
        return -1;
    }

    /** How far the word may be moved back, by the byte that stands where it begins. */
    private static int[] shifts(byte[] word) {
        int[] shifts = new int[256];
        Arrays.fill(shifts, word.length);
        for (int i = word.length - 1; i > 0; i--) {
            shifts[word[i] & 0xFF] = i;
        }
        return shifts;
    }

    private boolean holdsAll(byte[] line) {
        return words.stream().skip(1).allMatch(word -> holds(line, word));
    }

    private static boolean holds(byte[] line, byte[] word) {
        for (int i = 0; i + word.length <= line.length; i++) {
            if (Arrays.equals(line, i, i + word.length, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }

    private int indexOfEnd(int from, int to) {
        for (int i = from; i < to; i++) {
            if (block[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** The last line end before a place, or one before {@code from}. */
    private int lastEnd(int before, int from) {
        for (int i = before - 1; i >= from; i--) {
            if (block[i] == '\n') {
                return i;
            }
        }
        return from - 1;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
