package hudson;

import hudson.model.Saveable;
import java.io.Closeable;
import java.io.IOException;

/** Several changes that are stored once, at their end. */
public class BulkChange implements Closeable {

    private static final ThreadLocal<BulkChange> INNERMOST = new ThreadLocal<>();

    private final Saveable changed;
    private final BulkChange around = INNERMOST.get();
    private boolean over;

    public BulkChange(Saveable saveable) {
        changed = saveable;
        INNERMOST.set(this);
    }

    public void commit() throws IOException {
        if (!over) {
            close();
            changed.save();
        }
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            INNERMOST.set(around);
        }
    }

    public static BulkChange current() {
        return INNERMOST.get();
    }

    public static boolean contains(Saveable s) {
        BulkChange bulk = current();
        while (bulk != null && bulk.changed != s) {
            bulk = bulk.around;
        }
        return bulk != null;
    }
}
