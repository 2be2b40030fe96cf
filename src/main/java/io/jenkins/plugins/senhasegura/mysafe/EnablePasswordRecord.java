package io.jenkins.plugins.senhasegura.mysafe;

import io.jenkins.plugins.senhasegura.mysafe.api.Enabled;
import io.jenkins.plugins.senhasegura.mysafe.api.Operation;
import io.jenkins.plugins.senhasegura.mysafe.api.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.api.Report;
import java.text.DateFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One password that a build asked for, for the build page, REST and the auditor. Kept with the build for ever. */
@ExportedBean(defaultVisibility = 3)
public final class EnablePasswordRecord {
    private final EnablePasswordResult activation;
    private final String result;
    private final String credentialsId;
    private final long time;

    EnablePasswordRecord(Enabled enabled, String credentialsId) {
        this.activation = new EnablePasswordResult(enabled.activation());
        this.result = enabled.result().name();
        this.credentialsId = credentialsId;
        this.time = System.currentTimeMillis();
    }

    /** The password's identifier. */
    @Exported(visibility = 3)
    public String getId() {
        return activation.getId();
    }

    /** The outcome's name. */
    @Exported(visibility = 3)
    public String getOutcome() {
        return activation.getOutcome();
    }

    /** Whether the password is active after it. */
    @Exported(visibility = 3)
    public boolean isActive() {
        return activation.isActive();
    }

    /** Whether the password was active before. */
    @Exported(visibility = 3)
    public boolean isAlreadyActive() {
        return activation.isAlreadyActive();
    }

    /** The last HTTP status, 0 without an answer. */
    @Exported(visibility = 3)
    public int getHttpStatus() {
        return activation.getHttpStatus();
    }

    /** The vendor's error code, or null. */
    @Exported(visibility = 3)
    public String getErrorCode() {
        return activation.getErrorCode();
    }

    /** The server's message, or null. */
    @Exported(visibility = 3)
    public String getMessage() {
        return activation.getMessage();
    }

    /** API requests and failed token requests. */
    @Exported(visibility = 3)
    public int getAttempts() {
        return activation.getAttempts();
    }

    /** How long it took, in milliseconds. */
    @Exported(visibility = 3)
    public long getDurationMillis() {
        return activation.getDurationMillis();
    }

    /** The configured server's name, or null. */
    @Exported(visibility = 3)
    public String getServer() {
        return activation.getServer();
    }

    /** The gateway's id of the last request, or null. */
    @Exported(visibility = 3)
    public String getRequestId() {
        return activation.getRequestId();
    }

    /** What it made of the build: SUCCESS, UNSTABLE or FAILURE. */
    @Exported(visibility = 3)
    public String getResult() {
        return result;
    }

    /** The platform's symbol for such a result; its shape tells as much as its colour. */
    public String getIcon() {
        return switch (result) {
            case "FAILURE" -> "symbol-status-red";
            case "UNSTABLE" -> "symbol-status-yellow";
            default -> "symbol-status-blue";
        };
    }

    /** As whom it was asked, or null. */
    @Exported(visibility = 3)
    public String getCredentialsId() {
        return credentialsId;
    }

    /** When it ended, in milliseconds since 1970. */
    @Exported(visibility = 3)
    public long getTime() {
        return time;
    }

    /** The time in the language of who looks at it. */
    public String getTimeText() {
        Locale locale = LocaleProvider.getLocale();
        return DateFormat.getDateTimeInstance(DateFormat.MEDIUM, DateFormat.SHORT, locale)
                .format(new Date(time));
    }

    /** The time for machines, as ISO 8601 has it. */
    public String getTimeStamp() {
        return Instant.ofEpochMilli(time).toString();
    }

    /** The outcome in a few words, in the language of who looks at it. */
    public String getMeaning() {
        return Arrays.stream(Outcome.values())
                .filter(known -> known.name().equals(getOutcome()))
                .findFirst()
                // A build of another version of the plugin may have one that this version does not know.
                .map(known -> known.meaning(Operation.ENABLE, LocaleProvider.getLocale()))
                .orElse("");
    }

    /** The duration, below a second in milliseconds. */
    public String getDurationText() {
        return duration(activation.getDurationMillis());
    }

    static String duration(long millis) {
        return millis < 1000 ? millis + " ms" : Report.seconds(millis, LocaleProvider.getLocale());
    }
}
