package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the build log needs to explain an outcome, beside what is in the result.
 *
 * @param quoted whether the message is somebody else's words, and not ours
 * @param hints mistakes that the response or the settings give away
 * @param host the host and port that were asked, where the two requests of a call go to different ones; else null
 * @param inDoubt whether a request was sent of which nothing is known, so that the server may have carried it out
 */
public record Details(boolean quoted, Set<Hint> hints, String host, boolean inDoubt) {
    /** Our own words, and nothing to add. */
    static final Details NONE = new Details(false, Set.of(), null);

    /** The hints are copied. */
    public Details {
        hints = Set.copyOf(hints);
    }

    /** Of a call all of whose requests have their responses. */
    public Details(boolean quoted, Set<Hint> hints, String host) {
        this(quoted, hints, host, false);
    }

    Details with(Collection<Hint> more) {
        EnumSet<Hint> all = EnumSet.noneOf(Hint.class);
        all.addAll(hints);
        all.addAll(more);
        return new Details(quoted, all, host, inDoubt);
    }

    Details at(String where) {
        return new Details(quoted, hints, where, inDoubt);
    }

    Details doubted() {
        return new Details(quoted, hints, host, true);
    }
}
