package hudson.security;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

/** Something that somebody may do. */
public final class Permission {

    @NonNull
    public final String name;

    private final String id;

    private Permission(String id) {
        this.id = id;
        this.name = id.substring(id.lastIndexOf('.') + 1);
    }

    @NonNull
    public String getId() {
        return id;
    }

    @CheckForNull
    public static Permission fromId(@NonNull String id) {
        return new Permission(id);
    }
}
