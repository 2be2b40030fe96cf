package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.build.AccessWindows;
import io.jenkins.plugins.senhasegura.mysafe.window.LeaseFile;
import io.jenkins.plugins.senhasegura.mysafe.window.PastLeases;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The start of a controller whose file holds many leases of builds that are gone. Part of {@link JenkinsBenchmark}. */
final class PastLeasesRow {
    private static final int LEASES = 10_000;
    private static final String FOLDER = "mysafe-leases";
    private static final int PATIENCE_SECONDS = 60;

    private final RealJenkinsExtension process;
    private final Path file;
    private String instance;

    PastLeasesRow(RealJenkinsExtension process) {
        this.process = process;
        this.file = process.getHome().toPath().resolve(FOLDER).resolve("leases.jsonl");
    }

    /** In turns, after a first start of each. */
    void measure(JenkinsFigures figures, int rounds) throws Throwable {
        process.startJenkins();
        instance = process.runRemotely(PastLeasesRow::instance);
        process.stopJenkins();
        List<Double> ratios = new ArrayList<>();
        double[] with = new double[rounds];
        double[] without = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            // To and fro, so that neither is always the one that comes after.
            boolean first = round % 2 == 0;
            double one = seconds(first);
            double other = seconds(!first);
            if (round >= 0) {
                with[round] = first ? one : other;
                without[round] = first ? other : one;
                ratios.add(with[round] / without[round]);
            }
        }
        figures.ratio(
                String.format(
                        Locale.ROOT,
                        "Start of a controller with %,d leases of the past until its first page ÷ without",
                        LEASES),
                1.05,
                String.format(Locale.ROOT, "%.1f s", JenkinsFigures.median(with)),
                String.format(Locale.ROOT, "%.1f s", JenkinsFigures.median(without)),
                ratios);
    }

    private double seconds(boolean leases) throws Throwable {
        if (leases) {
            PastLeases.write(file, instance, LEASES);
        } else {
            Files.deleteIfExists(file);
        }
        long begin = System.nanoTime();
        process.startJenkins();
        double seconds = (System.nanoTime() - begin) / 1e9;
        int read = process.runRemotely(PastLeasesRow::read);
        process.stopJenkins();
        assertThat(read).isEqualTo(leases ? LEASES : 0);
        return seconds;
    }

    /** By what the controller knows its own leases; the folder stays, as its number is a part of it. */
    private static String instance(JenkinsRule jenkins) throws Throwable {
        Path folder =
                Files.createDirectories(Jenkins.get().getRootDir().toPath().resolve(FOLDER));
        Class<?> type = Class.forName(
                AccessWindows.class.getPackageName() + ".JenkinsInstance", true, AccessWindows.class.getClassLoader());
        Method id = type.getDeclaredMethod("id", Path.class);
        id.setAccessible(true);
        return (String) id.invoke(null, folder);
    }

    /** How many leases the file held when it was read, which is after the start and no part of it. */
    private static Integer read(JenkinsRule jenkins) throws Throwable {
        Field field = AccessWindows.class.getDeclaredField("file");
        field.setAccessible(true);
        Object read = null;
        for (int i = 0; i < PATIENCE_SECONDS * 10 && read == null; i++) {
            Thread.sleep(100);
            read = field.get(AccessWindows.get());
        }
        return ((LeaseFile) read).contents().leases().size();
    }
}
