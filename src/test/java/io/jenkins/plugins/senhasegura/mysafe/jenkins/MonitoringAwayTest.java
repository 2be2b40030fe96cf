package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.PluginWrapper;
import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A real Jenkins that has neither Support Core nor Metrics. */
@Timeout(300)
class MonitoringAwayTest {
    private static final String[] NEIGHBOURS = {"support-core", "metrics"};
    private static final String ROOM = "io.jenkins.plugins.senhasegura.mysafe.monitoring.";

    @RegisterExtension
    private final RealJenkinsExtension process = Controller.process().omitPlugins(NEIGHBOURS);

    @Test
    void withoutSupportCoreAndMetricsBuildsRunAndNothingOfThemIsLoaded() throws Throwable {
        process.then(MonitoringAwayTest::build);
    }

    private static void build(JenkinsRule jenkins) throws Throwable {
        for (String neighbour : NEIGHBOURS) {
            assertThat(jenkins.jenkins.getPluginManager().getPlugin(neighbour))
                    .as(neighbour)
                    .isNull();
        }
        try (SimulatedServer server = SimulatedServer.http()) {
            Controller.configure(server);
            jenkins.assertBuildStatus(Result.SUCCESS, Controller.run(jenkins, "mysafeEnablePassword id: 10"));
        }
        assertThat(loaded(jenkins)).isEmpty();
        List<String> complaints = new ArrayList<>();
        for (LogRecord record : Jenkins.logRecords) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()
                    && (record.getMessage() + record.getThrown()).contains("mysafe")) {
                complaints.add(record.getMessage() + " " + record.getThrown());
            }
        }
        assertThat(complaints).isEmpty();
    }

    private static List<String> loaded(JenkinsRule jenkins) throws Exception {
        Method find = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
        find.setAccessible(true);
        PluginWrapper plugin = jenkins.jenkins.getPluginManager().getPlugin("senhasegura-mysafe");
        List<String> loaded = new ArrayList<>();
        for (String name : List.of("MySafeSupport", "MySafeMetrics", "ServerMetrics", "StateReport", "LastEnds")) {
            if (find.invoke(plugin.classLoader, ROOM + name) != null) {
                loaded.add(name);
            }
        }
        return loaded;
    }
}
