package io.jenkins.plugins.senhasegura.mysafe.config;

import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Identifiers of passwords as rules and folders list them: {@code 10, 20-29}, or {@code *} for all. */
final class IdRanges {
    /** All identifiers. */
    static final IdRanges ALL = new IdRanges(new long[] {1}, new long[] {Long.MAX_VALUE});

    private static final String ANY = "*";

    /** Sorted, not overlapping, the ends included. */
    private final long[] starts;

    private final long[] ends;

    private IdRanges(long[] starts, long[] ends) {
        this.starts = starts;
        this.ends = ends;
    }

    /**
     * Reads ranges that are separated by commas.
     *
     * @param field the name of the field that holds them
     * @throws SettingException for a range without a beginning or an end, one that ends before it begins, or none at all
     */
    static IdRanges parse(String field, String text) {
        List<long[]> ranges = new ArrayList<>();
        for (String part : text == null ? new String[0] : text.split("[,\\r\\n]")) {
            String range = part.strip();
            if (range.equals(ANY)) {
                ranges.add(new long[] {1, Long.MAX_VALUE});
            } else if (!range.isEmpty()) {
                ranges.add(range(field, range));
            }
        }
        if (ranges.isEmpty()) {
            throw new SettingException(field, null, "rule.ids.missing");
        }
        return merged(ranges);
    }

    private static long[] range(String field, String range) {
        int dash = range.indexOf('-');
        try {
            long first = PasswordId.parse(dash < 0 ? range : range.substring(0, dash))
                    .value();
            long last = dash < 0
                    ? first
                    : PasswordId.parse(range.substring(dash + 1)).value();
            if (last >= first) {
                return new long[] {first, last};
            }
        } catch (SettingException notAnId) {
            // The message below says what is allowed here, which is more than one identifier.
        }
        throw new SettingException(field, range, "rule.ids.bad");
    }

    private static IdRanges merged(List<long[]> ranges) {
        ranges.sort(Comparator.comparingLong(range -> range[0]));
        List<long[]> merged = new ArrayList<>();
        for (long[] range : ranges) {
            long[] last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && range[0] <= last[1]) {
                last[1] = Math.max(last[1], range[1]);
            } else {
                merged.add(range);
            }
        }
        return new IdRanges(
                merged.stream().mapToLong(range -> range[0]).toArray(),
                merged.stream().mapToLong(range -> range[1]).toArray());
    }

    boolean contains(long id) {
        int at = Arrays.binarySearch(starts, id);
        int before = at >= 0 ? at : -at - 2;
        return before >= 0 && id <= ends[before];
    }
}
