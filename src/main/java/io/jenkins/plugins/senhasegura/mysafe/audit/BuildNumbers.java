package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.io.File;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/**
 * The numbers of a job's builds from one on downwards, by their folders. Counts down, which looks only at as many folders as
 * are asked for; where builds are far apart it reads the names of all folders, once.
 */
final class BuildNumbers implements PrimitiveIterator.OfInt {
    /** So many numbers in a row that no build has, and reading all names is cheaper than to go on counting. */
    static final int LONGEST_GAP = 200;

    private final File builds;
    /** The next one, known to have a folder; 0 where there is none. */
    private int next;
    /** All numbers in ascending order once they have been read; null before. */
    private int[] all;

    /**
     * @param builds the folder that has a folder for each build
     * @param from the highest number that is of interest
     */
    BuildNumbers(File builds, int from) {
        this.builds = builds;
        next = atMost(from);
    }

    @Override
    public boolean hasNext() {
        return next > 0;
    }

    @Override
    public int nextInt() {
        if (next <= 0) {
            throw new NoSuchElementException();
        }
        int number = next;
        next = atMost(number - 1);
        return number;
    }

    private int atMost(int from) {
        if (all == null) {
            for (int number = from; number > Math.max(0, from - LONGEST_GAP); number--) {
                if (new File(builds, Integer.toString(number)).isDirectory()) {
                    return number;
                }
            }
            if (from <= LONGEST_GAP) {
                return 0;
            }
            all = read();
        }
        int at = Arrays.binarySearch(all, from);
        // Not found: the place where it would be inserted, of which the one before is the next lower one.
        int place = at >= 0 ? at : -at - 2;
        return place >= 0 ? all[place] : 0;
    }

    private int[] read() {
        String[] names = builds.list();
        return names == null
                ? new int[0]
                : Arrays.stream(names)
                        .mapToInt(Positions::build)
                        .filter(number -> number > 0)
                        .sorted()
                        .toArray();
    }
}
