package io.jenkins.plugins.senhasegura.mysafe.client.model;

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
public record OutcomeDetails(boolean quoted, Set<Hint> hints, String host, boolean inDoubt) {
    /** Our own words, and nothing to add. */
    public static final OutcomeDetails NONE = new OutcomeDetails(false, Set.of(), null);

    /** The hints are copied. */
    public OutcomeDetails {
        hints = Set.copyOf(hints);
    }

    /** Of a call all of whose requests have their responses. */
    public OutcomeDetails(boolean quoted, Set<Hint> hints, String host) {
        this(quoted, hints, host, false);
    }

    public OutcomeDetails with(Collection<Hint> more) {
        EnumSet<Hint> all = EnumSet.noneOf(Hint.class);
        all.addAll(hints);
        all.addAll(more);
        return new OutcomeDetails(quoted, all, host, inDoubt);
    }

    /** The same with another hint in the place of one that it may have. */
    public OutcomeDetails replacing(Hint hint, Hint other) {
        if (!hints.contains(hint)) {
            return this;
        }
        EnumSet<Hint> all = EnumSet.of(other);
        hints.stream().filter(each -> each != hint).forEach(all::add);
        return new OutcomeDetails(quoted, all, host, inDoubt);
    }

    public OutcomeDetails at(String where) {
        return new OutcomeDetails(quoted, hints, where, inDoubt);
    }

    OutcomeDetails doubted() {
        return new OutcomeDetails(quoted, hints, host, true);
    }
}
