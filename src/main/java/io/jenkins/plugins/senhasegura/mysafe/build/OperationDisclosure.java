package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.model.Run;
import io.jenkins.plugins.senhasegura.mysafe.audit.AuditLog;
import io.jenkins.plugins.senhasegura.mysafe.audit.BuildRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.JobWords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * What is kept of an operation that has ended: its record, its line in the audit, and what a Pipeline may read of it; with
 * less where a word of the job may be a secret.
 *
 * <p>Not thread-safe: used by one thread after the other.
 */
final class OperationDisclosure {
    private final OperationOptions options;
    private final Run<?, ?> run;
    private final Callable<Set<String>> masked;
    // Worked out once, for the record and for the end that is told after it.
    private volatile Map<String, Object> fields;

    OperationDisclosure(OperationOptions options, Run<?, ?> run, Callable<Set<String>> masked) {
        this.options = options;
        this.run = run;
        this.masked = masked;
    }

    /** @param asked the id of the credentials that the operation asked for */
    void record(OperationEnd end, Supplier<String> asked) {
        OperationRecord record = OperationRecord.ended(fields(end, asked), end);
        BuildRecords.of(run).add(record);
        AuditLog.get().ended(run, record);
    }

    /** Without what only the record has: the Pipeline keeps its results and failures with the build, too. */
    Map<String, Object> properties(OperationEnd end, Supplier<String> asked) {
        Map<String, Object> properties = fields(end, asked);
        properties.keySet().retainAll(end.operation().asMap().keySet());
        return properties;
    }

    private Map<String, Object> fields(OperationEnd end, Supplier<String> asked) {
        if (fields == null) {
            fields = disclosed(end, asked);
        }
        return new LinkedHashMap<>(fields);
    }

    private Map<String, Object> disclosed(OperationEnd end, Supplier<String> asked) {
        // What the job named may be a parameter of the build; an auditor wants to know what it stood for.
        String servers = options.credentialsId() != null ? null : asked.get();
        String used = end.credentialsId() == null ? servers : end.credentialsId();
        JobWords words = new JobWords(options.id(), options.server(), options.credentialsId(), masked);
        return words.disclose(end.operation().asMap(), used);
    }
}
