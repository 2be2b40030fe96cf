package hudson.util;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collection;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** What a form says about a field. */
public abstract class FormValidation extends IOException implements HttpResponse {

    public final FormValidation.Kind kind;

    private FormValidation(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public static FormValidation error(String message) {
        return of(Kind.ERROR, message);
    }

    public static FormValidation warning(String message) {
        return of(Kind.WARNING, message);
    }

    public static FormValidation ok(String message) {
        return of(Kind.OK, message);
    }

    public static FormValidation ok() {
        return respond(Kind.OK, "<div/>");
    }

    public static FormValidation error(String format, Object... args) {
        return error(format.formatted(args));
    }

    public static FormValidation warning(String format, Object... args) {
        return warning(format.formatted(args));
    }

    public static FormValidation ok(String format, Object... args) {
        return ok(format.formatted(args));
    }

    public static FormValidation error(Throwable e, String message) {
        throw new UnsupportedOperationException("FormValidation.error needs a real Jenkins");
    }

    public static FormValidation warning(Throwable e, String message) {
        throw new UnsupportedOperationException("FormValidation.warning needs a real Jenkins");
    }

    @NonNull
    public static FormValidation aggregate(@NonNull Collection<FormValidation> validations) {
        throw new UnsupportedOperationException("FormValidation.aggregate needs a real Jenkins");
    }

    public static FormValidation errorWithMarkup(String message) {
        return respond(Kind.ERROR, message);
    }

    public static FormValidation warningWithMarkup(String message) {
        return respond(Kind.WARNING, message);
    }

    public static FormValidation okWithMarkup(String message) {
        return respond(Kind.OK, message);
    }

    public static FormValidation respond(FormValidation.Kind kind, String html) {
        return new FormValidation(kind, html) {
            @Override
            public String renderHtml() {
                return html;
            }
        };
    }

    public static FormValidation validateRequired(String value) {
        return Util.fixEmptyAndTrim(value) == null ? error("Required") : ok();
    }

    public void generateResponse(StaplerRequest2 req, StaplerResponse2 rsp, Object node)
            throws IOException, ServletException {
        throw new UnsupportedOperationException("FormValidation.generateResponse needs a real Jenkins");
    }

    public abstract String renderHtml();

    protected void respond(StaplerResponse2 rsp, String html) throws IOException, ServletException {
        throw new UnsupportedOperationException("FormValidation.respond needs a real Jenkins");
    }

    private static FormValidation of(Kind kind, String message) {
        if (message == null) {
            return ok();
        }
        return new FormValidation(kind, message) {
            @Override
            public String renderHtml() {
                return Util.escape(message);
            }
        };
    }

    /** How bad it is. */
    public enum Kind {
        OK,
        WARNING,
        ERROR;
    }
}
