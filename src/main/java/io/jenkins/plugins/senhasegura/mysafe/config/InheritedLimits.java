package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.ExtensionList;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.model.ItemGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What all folders of a job let it use, read by the item tree whoever asks. A value has to suit every one of them, so
 * that an inner folder can narrow and never widen.
 */
final class InheritedLimits {
    private static final Logger LOGGER = Logger.getLogger(InheritedLimits.class.getName());

    /** By name, since its plugin may be missing. */
    private static final String FOLDER = "com.cloudbees.hudson.plugins.folder.AbstractFolder";

    private final List<FolderLimit> outermostFirst;

    /** @param outermostFirst those of the folders that set any */
    InheritedLimits(List<FolderLimit> outermostFirst) {
        this.outermostFirst = List.copyOf(outermostFirst);
    }

    /** The limits of a job, or of the jobs in a folder. */
    static InheritedLimits of(Item item) {
        return of(item, ExtensionList.lookup(JobLimits.class));
    }

    /** The limits of what rules and limits are about where somebody asks for this job; none for null. */
    static InheritedLimits ofJob(Item job) {
        return job == null ? new InheritedLimits(List.of()) : of(rootOf(job));
    }

    static InheritedLimits of(Item item, List<JobLimits> readers) {
        List<FolderLimit> limits = new ArrayList<>();
        ItemGroup<?> parent;
        for (Item at = item; at != null; at = parent instanceof Item outer ? outer : null) {
            add(limits, at, readers);
            parent = at.getParent();
        }
        Collections.reverse(limits);
        return new InheritedLimits(limits);
    }

    private static void add(List<FolderLimit> limits, Item item, List<JobLimits> readers) {
        try {
            for (JobLimits reader : readers) {
                FolderLimit limit = reader.of(item);
                if (limit != null) {
                    limits.add(limit);
                }
            }
            if (readers.isEmpty() && isFolder(item.getClass())) {
                // There are folders, and what reads their limits was not loaded.
                limits.add(FolderLimit.unreadable(item.getFullName()));
            }
        } catch (RuntimeException | LinkageError broken) {
            LOGGER.log(Level.WARNING, broken, () -> "The limits of " + item.getFullName() + " cannot be read");
            limits.add(FolderLimit.unreadable(item.getFullName()));
        }
    }

    private static boolean isFolder(Class<?> type) {
        return type != null && (type.getName().equals(FOLDER) || isFolder(type.getSuperclass()));
    }

    /**
     * The item that rules and limits are about: a matrix configuration, a module or a promotion counts as the project that
     * it belongs to.
     */
    static Item rootOf(Item job) {
        return job instanceof AbstractProject<?, ?> project ? project.getRootProject() : job;
    }

    /** The server that the folders name, the innermost one first; or null. */
    String server() {
        return innermost(FolderLimit::server);
    }

    /** The id of the credentials that the folders name, the innermost one first; or null. */
    String credentialsId() {
        return innermost(FolderLimit::credentialsId);
    }

    private String innermost(Function<FolderLimit, String> value) {
        String found = null;
        for (FolderLimit limit : outermostFirst) {
            found = value.apply(limit) == null ? found : value.apply(limit);
        }
        return found;
    }

    /** The outermost folder whose limit cannot be read, or null. */
    FolderLimit unreadable() {
        return first(limit -> !limit.isReadable());
    }

    /** The outermost folder that does not allow this server, or null. */
    FolderLimit againstServer(String name) {
        return first(limit -> !limit.allowsServer(name));
    }

    /** The outermost folder that does not allow these credentials, or null. */
    FolderLimit againstCredentials(String id) {
        return first(limit -> !limit.allowsCredentials(id));
    }

    /** The outermost folder that does not allow this password, or null. */
    FolderLimit againstId(long id) {
        return first(limit -> !limit.ids().contains(id));
    }

    private FolderLimit first(Predicate<FolderLimit> refuses) {
        return outermostFirst.stream().filter(refuses).findFirst().orElse(null);
    }
}
