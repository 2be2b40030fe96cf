package io.jenkins.plugins.senhasegura.mysafe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.localizer.LocaleProvider;

/** Times are told in the language and the time zone of who looks at them. */
class DisplayedTimeTest {
    private static final long MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

    private final LocaleProvider before = LocaleProvider.getProvider();

    private static void language(Locale locale) {
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return locale;
            }
        });
    }

    @AfterEach
    void restore() {
        LocaleProvider.setProvider(before);
    }

    @Test
    void timeIsInTheZoneThatTheUserHasChosen() {
        assertThat(DisplayedTime.of(MIDNIGHT, "Asia/Kathmandu")).contains("5:45:00");
        assertThat(DisplayedTime.of(MIDNIGHT, "America/Sao_Paulo")).contains("9:00:00");
    }

    @Test
    void timeIsInTheControllersZoneWhereNoneWasChosen() {
        String own = TimeZone.getDefault().getID();
        assertThat(DisplayedTime.of(MIDNIGHT, null)).isEqualTo(DisplayedTime.of(MIDNIGHT, own));
    }

    @Test
    void timeIsInTheLanguageOfWhoLooksAtIt() {
        language(Locale.ENGLISH);
        assertThat(DisplayedTime.of(MIDNIGHT, "UTC")).contains("Mar 1, 2026");
        language(Locale.GERMAN);
        assertThat(DisplayedTime.of(MIDNIGHT, "UTC")).contains("01.03.2026");
    }
}
