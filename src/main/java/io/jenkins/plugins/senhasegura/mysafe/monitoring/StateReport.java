package io.jenkins.plugins.senhasegura.mysafe.monitoring;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerState;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes how things stand as Markdown, for whoever helps from afar: in English, since support reads it. Holds no secret, no
 * token, no identifier of a password or of credentials, no job, no user and no message of a server.
 */
final class StateReport {
    private final PrintWriter out;

    StateReport(PrintWriter out) {
        this.out = out;
        out.print("# senhasegura MySafe\n");
    }

    /** The part about one server. */
    void server(MySafeServer server, ServerState now, List<LastEnds.End> ends) {
        head("Server " + plain(server.getName()), "setting or state", "value");
        row("URL", usableUrl(server));
        row("Access Token URL", server.getTokenUrl() == null ? "looked for where senhasegura documents it" : "given");
        row("Tenant", isSet(server.getTenant()));
        row("Credentials of the server", isSet(server.getCredentialsId()));
        row("Client certificate", isSet(server.getClientCertificateId()));
        row("Trusted CA certificates", isSet(server.getTrustedCertificates()));
        row("Rules", server.getRules().size());
        row("Connect time-out", server.getConnectTimeout() + " s");
        row("Response time-out", server.getResponseTimeout() + " s");
        row("Time-out of all attempts", server.getTotalTimeout() + " s");
        row("Attempts", server.getAttempts());
        row("Longest window", server.getLongestWindow() + " min");
        row("Connections allowed", server.getConnections());
        row("Connections open", now.openConnections());
        row("Connections busy", now.busyConnections());
        row("Permits in use", now.permitsInUse());
        row("Calls in line", now.inLine());
        row("Closings of windows among them", now.closingsInLine());
        row("Circuit breaker", server.isCircuitBreaker() ? now.circuit() : "off");
        row("Credentials that it refuses alone", now.refusedCredentials());
        row("Ages of access tokens", ages(now));
        ends("Last outcomes at " + plain(server.getName()), ends);
    }

    /** What ended before it was known at which server. */
    void withoutServer(List<LastEnds.End> ends) {
        ends("Last outcomes without a server", ends);
    }

    /** @param left those that no window holds */
    void windows(Map<Lease.Phase, Integer> held, int left) {
        head("Access windows", "phase", "passwords");
        held.forEach(this::row);
        row("left to the keeper", left);
    }

    private void ends(String title, List<LastEnds.End> ends) {
        head(title, "time", "operation", "outcome", "HTTP status", "attempts", "duration");
        ends.forEach(end -> row(
                end.time().truncatedTo(ChronoUnit.SECONDS),
                end.operation(),
                end.outcome(),
                end.httpStatus() == 0 ? "none" : end.httpStatus(),
                end.attempts(),
                end.millis() + " ms"));
    }

    private void head(String title, Object... columns) {
        out.print("\n## " + title + "\n\n");
        row(columns);
        out.print("| --- ".repeat(columns.length) + "|\n");
    }

    private void row(Object... cells) {
        for (Object cell : cells) {
            out.print("| " + cell + " ");
        }
        out.print("|\n");
    }

    private static String isSet(String value) {
        return value == null ? "none" : "set";
    }

    private static String ages(ServerState now) {
        return now.tokenAges().isEmpty()
                ? "none"
                : now.tokenAges().stream().map(age -> age.toSeconds() + " s").collect(Collectors.joining(", "));
    }

    /** A file that was edited by hand may hold anything in place of a URL, such as a password. */
    private static String usableUrl(MySafeServer server) {
        try {
            server.tokenUrls();
            return plain(server.getUrl());
        } catch (SettingException unusable) {
            return "cannot be used";
        }
    }

    private static String plain(String text) {
        return text == null ? "" : text.replaceAll("[\\p{Cntrl}|`]", " ");
    }
}
