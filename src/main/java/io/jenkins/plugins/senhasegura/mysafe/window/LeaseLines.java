package io.jenkins.plugins.senhasegura.mysafe.window;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines of the lease file, as they would stand in a file written anew. Guarded by its {@link LeaseFile}. */
final class LeaseLines {
    private final Map<String, byte[]> leases = new LinkedHashMap<>();
    private final List<byte[]> newer = new ArrayList<>();
    private final List<byte[]> unreadable = new ArrayList<>();
    private int read;
    private boolean cut;

    /** Takes in a file. */
    LeaseFile.Contents read(byte[] file) {
        Map<String, Lease> found = new LinkedHashMap<>();
        Map<Integer, String> reasons = new LinkedHashMap<>();
        int start = 0;
        for (int end = 0; end < file.length; end++) {
            if (file[end] == '\n') {
                read++;
                byte[] line = Arrays.copyOfRange(file, start, end + 1);
                try {
                    take(LeaseJson.read(line), line, found);
                } catch (LeaseJson.NewerFormat later) {
                    newer.add(line);
                } catch (LeaseJson.Unreadable broken) {
                    unreadable.add(line);
                    reasons.put(read, broken.getMessage());
                }
                start = end + 1;
            }
        }
        cut = start < file.length;
        return new LeaseFile.Contents(List.copyOf(found.values()), reasons, newer.size());
    }

    private void take(LeaseJson.Line line, byte[] written, Map<String, Lease> found) {
        if (line.lease() == null) {
            found.remove(line.id());
            leases.remove(line.id());
        } else {
            found.put(line.id(), line.lease());
            leases.put(line.id(), written);
        }
    }

    /** How many lines the file had. */
    int read() {
        return read;
    }

    /** Whether the file ended within a line. */
    boolean wasCut() {
        return cut;
    }

    void put(String id, byte[] line) {
        leases.put(id, line);
    }

    /** @return whether there was such a lease */
    boolean remove(String id) {
        return leases.remove(id) != null;
    }

    void forgetUnreadable() {
        unreadable.clear();
    }

    int leases() {
        return leases.size();
    }

    int count() {
        return leases.size() + newer.size() + unreadable.size();
    }

    byte[] all() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        newer.forEach(all::writeBytes);
        unreadable.forEach(all::writeBytes);
        leases.values().forEach(all::writeBytes);
        return all.toByteArray();
    }
}
