package io.jenkins.plugins.senhasegura.mysafe.audit;

import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The builds of which a build consists: a job that is a group of jobs, as a matrix project is one of its configurations,
 * lets them build under its own number, and does nothing itself.
 */
final class BuildParts {
    private BuildParts() {}

    /** Those that have records, as far as the user may see them; none for most kinds of jobs. */
    static List<Run<?, ?>> of(Job<?, ?> job, int number) {
        List<Run<?, ?>> parts = new ArrayList<>();
        jobs(job).filter(part -> exist(part, number)).forEach(part -> {
            Run<?, ?> run = part.getBuildByNumber(number);
            if (run != null) {
                parts.add(run);
            }
        });
        return parts;
    }

    /** Whether there are any; loads no build. */
    static boolean existOf(Job<?, ?> job, int number) {
        return jobs(job).anyMatch(part -> exist(part, number));
    }

    private static Stream<Job<?, ?>> jobs(Job<?, ?> job) {
        List<Job<?, ?>> jobs = new ArrayList<>();
        if (job instanceof ItemGroup<?> group) {
            group.getAllItems(Job.class).forEach(jobs::add);
        }
        return jobs.stream();
    }

    private static boolean exist(Job<?, ?> part, int number) {
        return BuildRecords.exist(new File(part.getBuildDir(), Integer.toString(number)));
    }
}
