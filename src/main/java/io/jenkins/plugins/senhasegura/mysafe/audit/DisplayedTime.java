package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.text.DateFormat;
import java.util.Date;
import java.util.TimeZone;
import org.jvnet.localizer.LocaleProvider;

/**
 * A time as Jenkins' own pages write it. Those have a tag for it, which lists all locales that Java knows for each time that it
 * writes: a third of what a full page took.
 */
final class DisplayedTime {
    private DisplayedTime() {}

    /**
     * The time in the language of who looks at it.
     *
     * @param millis since the epoch
     * @param zone the time zone that the user has chosen, as {@code h.userTimeZone} gives it; null for the controller's
     */
    static String of(long millis, String zone) {
        DateFormat format =
                DateFormat.getDateTimeInstance(DateFormat.MEDIUM, DateFormat.LONG, LocaleProvider.getLocale());
        if (zone != null) {
            format.setTimeZone(TimeZone.getTimeZone(zone));
        }
        return format.format(new Date(millis));
    }
}
