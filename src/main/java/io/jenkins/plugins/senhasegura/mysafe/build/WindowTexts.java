package io.jenkins.plugins.senhasegura.mysafe.build;

import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.window.Closed;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import io.jenkins.plugins.senhasegura.mysafe.window.Opened;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the build log says of windows, beside what it says of each request. */
final class WindowTexts {
    /** So many windows are named where a single step meets them. */
    private static final int MOST_NAMED = 5;

    private WindowTexts() {}

    static List<String> opened(Opened opened) {
        String password = Long.toString(opened.lease().key().password());
        List<String> lines = new ArrayList<>();
        lines.add(
                opened.others() == 0
                        ? Messages.window_opened(password)
                        : Messages.window_opened_shared(password, opened.others()));
        if (opened.foundActive()) {
            lines.add(Messages.window_opened_active(password));
        } else if (opened.ended() != null
                && opened.ended().outcome() == Outcome.ALREADY_ACTIVE
                && opened.ended().inDoubt()) {
            lines.add(Messages.window_opened_doubt(password));
        }
        return lines;
    }

    static String closed(Closed closed) {
        String password = Long.toString(closed.lease().key().password());
        return switch (closed.how()) {
            case DISABLED -> Messages.window_closed(password);
            case SHARED -> Messages.window_closed_shared(password, closed.others());
            case LEFT_ACTIVE -> Messages.window_closed_active(password);
            case NEVER_ENABLED -> Messages.window_closed_never(password);
            case STILL_ACTIVE -> Messages.window_stillActive(password);
            case ENDED_BEFORE -> Messages.window_closed_before(password);
        };
    }

    /** The windows that hold a password for which a single step asks. */
    static String held(String password, List<Lease> leases) {
        String named = leases.stream()
                .limit(MOST_NAMED)
                .map(lease -> lease.holder().job() + " #" + lease.holder().build())
                .collect(Collectors.joining(", "));
        return Messages.window_held(password, leases.size(), leases.size() > MOST_NAMED ? named + ", …" : named);
    }
}
