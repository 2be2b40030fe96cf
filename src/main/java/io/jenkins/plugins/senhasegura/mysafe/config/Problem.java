package io.jenkins.plugins.senhasegura.mysafe.config;

import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import org.jvnet.localizer.LocaleProvider;

/** One thing that is unsafe or cannot work, in the settings or beside them, and where it is mended. */
public final class Problem {
    private final int server;
    private final String field;
    private final String key;
    private final String page;
    private final Object[] arguments;

    /**
     * @param server which one in the list, from 1 on; 0 for the settings as a whole
     * @param field the name of the form's field
     * @param key of its text behind {@code monitor.}
     */
    Problem(int server, String field, String key, Object... arguments) {
        this(server, field, null, key, arguments);
    }

    private Problem(int server, String field, String page, String key, Object[] arguments) {
        this.server = server;
        this.field = field;
        this.page = page;
        this.key = key;
        this.arguments = arguments;
    }

    /**
     * One that is no setting's.
     *
     * @param page where it is looked at, below the root of Jenkins
     * @param key of its text behind {@code monitor.}
     */
    public static Problem on(String page, String key, Object... arguments) {
        return new Problem(0, null, page, key, arguments);
    }

    /** What is wrong and what to do, in the language of who looks at it. */
    public String getText() {
        return Texts.in(LocaleProvider.getLocale()).text("monitor." + key, arguments);
    }

    /** The field on the configuration page; the page's own script goes there. */
    public String getAnchor() {
        return "mysafe-" + server + "-" + field;
    }

    /** Where it is mended or looked at, below the root of Jenkins. */
    public String getLink() {
        return page == null ? "manage/configure#" + getAnchor() : page;
    }

    /** The key and the anchor, for tests and logs. */
    @Override
    public String toString() {
        return key + " at " + (page == null ? getAnchor() : page);
    }
}
