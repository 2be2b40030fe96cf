package hudson.util;

import jakarta.servlet.Filter;
import java.util.ArrayList;
import java.util.List;

/** Stands in for Jenkins' own, for {@code src/demo/jenkins/loop-back.groovy}: keeps what is added. */
public final class PluginServletFilter {
    public static final List<Filter> ADDED = new ArrayList<>();

    private PluginServletFilter() {}

    public static void addFilter(Filter filter) {
        ADDED.add(filter);
    }
}
