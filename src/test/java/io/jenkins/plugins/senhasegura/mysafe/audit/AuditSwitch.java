package io.jenkins.plugins.senhasegura.mysafe.audit;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.io.File;
import java.lang.reflect.Field;
import java.time.ZoneId;
import jenkins.util.Timer;

/** Lets a started Jenkins go without its audit across jobs, whose records are then written nowhere; for the benchmark. */
public final class AuditSwitch {
    private final Field writer;
    private final AuditWriter on;
    private final AuditWriter off;

    /** Of a Jenkins that has written something. */
    public AuditSwitch() throws ReflectiveOperationException {
        writer = AuditLog.class.getDeclaredField("writer");
        writer.setAccessible(true);
        on = (AuditWriter) writer.get(AuditLog.get());
        off = new AuditWriter(
                AuditLog.get().files(),
                new Nowhere(),
                Scheduler.system(Timer.get()),
                Runnable::run,
                ZoneId::systemDefault);
    }

    public void turn(boolean isOn) throws ReflectiveOperationException {
        writer.set(AuditLog.get(), isOn ? on : off);
    }

    private static final class Nowhere implements AuditWriter.Disk {
        @Override
        public void append(File file, byte[] line) {
            // It stays as it is.
        }

        @Override
        public void force(File file) {
            // Nor is there anything to force.
        }
    }
}
