package hudson.util;

import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;

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

    public static FormValidation respond(FormValidation.Kind kind, String html) {
        return new FormValidation(kind, html) {};
    }

    private static FormValidation of(Kind kind, String message) {
        if (message == null) {
            return ok();
        }
        return new FormValidation(kind, message) {};
    }

    /** How bad it is. */
    public enum Kind {
        OK,
        WARNING,
        ERROR;
    }
}
