package io.jenkins.plugins.senhasegura.mysafe.audit;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Deletes the months of the audit that are too old, at each midnight of the controller, and once after its start: one that
 * is off at night would keep them for ever.
 *
 * <p>Not thread-safe: one run schedules the next.
 */
final class AuditRetention {
    /** By then the settings are loaded, those of configuration as code, too. */
    static final Duration AFTER_START = Duration.ofMinutes(10);

    private static final Logger LOGGER = Logger.getLogger(AuditRetention.class.getName());

    private final AuditFiles files;
    private final IntSupplier months;
    private final Scheduler time;
    private final Executor worker;
    private final Supplier<ZoneId> zone;
    private LocalDate done;

    /** @param months how many are kept beside the one under way; asked for each time */
    AuditRetention(AuditFiles files, IntSupplier months, Scheduler time, Executor worker, Supplier<ZoneId> zone) {
        this.files = files;
        this.months = months;
        this.time = time;
        this.worker = worker;
        this.zone = zone;
    }

    /** From now on. */
    void start() {
        done = today();
        time.schedule(AFTER_START, () -> worker.execute(this::dropTooOld));
        next();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(time.now(), zone.get());
    }

    private void next() {
        Instant midnight = today().plusDays(1).atStartOfDay(zone.get()).toInstant();
        time.schedule(Duration.between(time.now(), midnight), () -> worker.execute(this::midnight));
    }

    private void midnight() {
        try {
            LocalDate today = today();
            // A clock that was set back meanwhile makes no second midnight of it.
            if (today.isAfter(done)) {
                done = today;
                dropTooOld();
            }
        } finally {
            next();
        }
    }

    private void dropTooOld() {
        YearMonth oldest = YearMonth.from(today()).minusMonths(months.getAsInt());
        try {
            if (Files.isSymbolicLink(files.folder())) {
                LOGGER.log(Level.WARNING, () -> files.folder() + " is a link: nothing behind it is deleted");
                return;
            }
            for (YearMonth month : files.months()) {
                if (month.isBefore(oldest) && files.has(month) && !files.isNewer(month)) {
                    files.delete(month);
                    LOGGER.log(Level.INFO, () -> "The audit of " + month + " was deleted, as it is too old");
                }
            }
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "Cannot delete what is too old in " + files.folder());
        }
    }
}
