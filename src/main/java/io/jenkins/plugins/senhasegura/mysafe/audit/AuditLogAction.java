package io.jenkins.plugins.senhasegura.mysafe.audit;

import hudson.Extension;
import hudson.Util;
import hudson.model.Api;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/**
 * <i>Manage Jenkins › senhasegura MySafe audit</i>: what all jobs did, for whoever may read the system's settings; also
 * what they may not see otherwise. Reads files only, and loads no build.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class AuditLogAction extends ManagementLink {
    static final String URL = "mysafe-audit";
    static final int MOST_ON_PAGE = 100;
    static final int MOST_IN_REST = 500;

    private static final int LONGEST_SHOWN = 1000;
    private static final int LONGEST_QUERY = 8192;

    @Override
    public String getIconFileName() {
        return "symbol-key";
    }

    @Override
    public String getDisplayName() {
        return Messages.AuditLogAction_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.AuditLogAction_description();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    @Override
    public Category getCategory() {
        return Category.SECURITY;
    }

    /**
     * The records that the page shows.
     *
     * @param zone the time zone of who looks at it, in which a filter's dates are meant
     */
    public AuditPage page(StaplerRequest2 request, String zone) {
        return read(request, zone(zone), MOST_ON_PAGE);
    }

    private static AuditPage read(StaplerRequest2 request, ZoneId zone, int most) {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        try {
            return AuditPage.read(
                    AuditLog.get().files(),
                    filter(request, zone),
                    AuditPosition.of(request.getParameter("before")),
                    most,
                    AuditPage.MOST_BYTES);
        } catch (IllegalArgumentException bad) {
            return AuditPage.of(bad.getMessage());
        }
    }

    private static AuditFilter filter(StaplerRequest2 request, ZoneId zone) {
        return AuditFilter.of(request::getParameter, zone);
    }

    private static ZoneId zone(String name) {
        try {
            return name == null ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneId.systemDefault();
        }
    }

    /** What the form was filled in with, by field, for the form. */
    public Map<String, String> filters(StaplerRequest2 request) {
        Map<String, String> filters = new LinkedHashMap<>();
        for (String field : AuditFilter.FIELDS) {
            String text = request.getParameter(field);
            filters.put(field, text == null ? "" : PlainText.of(text.strip(), LONGEST_SHOWN));
        }
        return filters;
    }

    /** The same as the part of an address that begins behind the question mark; empty for none. */
    public String query(StaplerRequest2 request) {
        return query(filters(request));
    }

    private static String query(Map<String, String> filters) {
        StringBuilder query = new StringBuilder();
        filters.forEach((field, text) -> {
            if (!text.isEmpty()) {
                query.append(field).append('=').append(Util.rawEncode(text)).append('&');
            }
        });
        return query.length() > LONGEST_QUERY ? "" : query.toString();
    }

    /**
     * The same for a download, which does not know who asks: days and times are those of the page, with their zone.
     *
     * @param zone the time zone of who looks at the page
     */
    public String download(StaplerRequest2 request, String zone) {
        Map<String, String> filters = filters(request);
        try {
            AuditFilter filter = filter(request, zone(zone));
            filters.computeIfPresent(
                    "from",
                    (field, text) -> filter.from() == null ? "" : filter.from().toString());
            filters.computeIfPresent(
                    "to",
                    (field, text) -> filter.to() == null ? "" : filter.to().toString());
            return query(filters);
        } catch (IllegalArgumentException bad) {
            return query(filters); // the page says so, and so will the download
        }
    }

    /** Outcomes with their meanings, for the form. */
    public Map<String, String> getOutcomes() {
        return AuditFilter.meanings();
    }

    /** How many months are kept. */
    public int getMonths() {
        return MySafeConfiguration.get().getAuditMonths();
    }

    /** The same by REST: {@code api/json}, with the page's filters and {@code before}. */
    public Api getApi() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        // Each page asks for it too, only to know whether to lead to it.
        AuditPage page = request.getRequestURI().contains(URL + "/api")
                ? read(request, ZoneId.systemDefault(), MOST_IN_REST)
                : AuditPage.of(null);
        if (page.getProblem() != null) {
            Stapler.getCurrentResponse2().setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
        return new Api(page);
    }

    /** All that pass the filters, as comma-separated values. */
    @GET
    public void doCsv(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        download(request, response, "text/csv", "mysafe-audit.csv", AuditCsv.head(), AuditCsv::line);
    }

    /** All that pass the filters, one JSON object a line. */
    @GET
    public void doJsonl(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        Function<AuditRecord, String> line = record -> new String(record.toLine(), StandardCharsets.UTF_8) + "\n";
        download(request, response, "application/x-ndjson", "mysafe-audit.jsonl", "", line);
    }

    private static void download(
            StaplerRequest2 request,
            StaplerResponse2 response,
            String type,
            String name,
            String head,
            Function<AuditRecord, String> line)
            throws IOException {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        AuditFilter filter;
        try {
            filter = filter(request, ZoneId.systemDefault());
        } catch (IllegalArgumentException bad) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            response.setContentType("text/plain;charset=UTF-8");
            response.getOutputStream().write(bad.getMessage().getBytes(StandardCharsets.UTF_8));
            return;
        }
        response.setContentType(type + ";charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        try (AuditSearch search = new AuditSearch(AuditLog.get().files(), filter, null, Long.MAX_VALUE);
                OutputStream out = new BufferedOutputStream(response.getOutputStream(), 1 << 16)) {
            out.write(head.getBytes(StandardCharsets.UTF_8));
            for (AuditSearch.Found found = search.next(); found != null; found = search.next()) {
                out.write(line.apply(found.record()).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
