package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.util.stream.Stream;

/** How a build ended. */
public final class Result implements Serializable {

    @NonNull
    public static final Result SUCCESS = new Result("SUCCESS", 0);

    @NonNull
    public static final Result UNSTABLE = new Result("UNSTABLE", 1);

    @NonNull
    public static final Result FAILURE = new Result("FAILURE", 2);

    @NonNull
    public static final Result NOT_BUILT = new Result("NOT_BUILT", 3);

    @NonNull
    public static final Result ABORTED = new Result("ABORTED", 4);

    private final String name;
    public final int ordinal;

    private Result(String name, int ordinal) {
        this.name = name;
        this.ordinal = ordinal;
    }

    @NonNull
    public Result combine(@NonNull Result that) {
        return ordinal < that.ordinal ? that : this;
    }

    public static Result combine(Result r1, Result r2) {
        return r1 == null ? r2 : r2 == null ? r1 : r1.combine(r2);
    }

    @Override
    @NonNull
    public String toString() {
        return name;
    }

    @NonNull
    public static Result fromString(@NonNull String s) {
        return Stream.of(SUCCESS, UNSTABLE, FAILURE, NOT_BUILT, ABORTED)
                .filter(result -> result.name.equalsIgnoreCase(s))
                .findFirst()
                .orElse(FAILURE);
    }
}
