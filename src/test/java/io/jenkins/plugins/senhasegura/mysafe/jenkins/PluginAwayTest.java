package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.PluginWrapper;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A real Jenkins whose plugin is disabled, enabled again and removed, with builds and settings from before. */
@Timeout(400)
class PluginAwayTest {
    private static final String PLUGIN = "senhasegura-mysafe";
    private static final List<String> JOBS = List.of("pipeline", "freestyle");

    private static final List<String> FIRST_USE = List.of(
            "io.jenkins.plugins.senhasegura.mysafe.client.operations.MySafeClient",
            "org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder",
            "tools.jackson.core.json.JsonFactory");

    @RegisterExtension
    private final RealJenkinsExtension process = Controller.process();

    private final SimulatedServer server = SimulatedServer.http().pending(Responses.activated());

    @AfterEach
    void stop() {
        server.close();
    }

    private static void configureAndBuild(JenkinsRule jenkins, String url) throws Throwable {
        Controller.credentials(CredentialsScope.GLOBAL, Controller.CREDENTIALS_ID, Controller.SECRET);
        Controller.servers(Controller.server("main", url));
        WorkflowJob pipeline = jenkins.createProject(WorkflowJob.class, "pipeline");
        pipeline.setDefinition(new CpsFlowDefinition("mysafeEnablePassword id: 10", true));
        FreeStyleProject freestyle = jenkins.createFreeStyleProject("freestyle");
        freestyle.getBuildersList().add(new EnablePasswordBuilder("10"));
        jenkins.buildAndAssertSuccess(pipeline);
        jenkins.buildAndAssertSuccess(freestyle);
    }

    /** Which of the classes that only an activation needs have been loaded, by whatever plugin. */
    private static TreeSet<String> loaded(JenkinsRule jenkins) throws Throwable {
        Method find = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
        find.setAccessible(true);
        TreeSet<String> loaded = new TreeSet<>();
        for (PluginWrapper plugin : jenkins.jenkins.getPluginManager().getPlugins()) {
            for (String name : FIRST_USE) {
                if (find.invoke(plugin.classLoader, name) != null) {
                    loaded.add(name);
                }
            }
        }
        return loaded;
    }

    /** Knows nothing of the plugin's classes. */
    private static HashMap<String, String> look(JenkinsRule jenkins) throws Throwable {
        HashMap<String, String> seen = new HashMap<>();
        PluginWrapper plugin = jenkins.jenkins.getPluginManager().getPlugin(PLUGIN);
        seen.put("plugin", plugin == null ? "absent" : plugin.isActive() ? "active" : "inactive");
        for (String name : JOBS) {
            Run<?, ?> build = jenkins.jenkins.getItemByFullName(name, Job.class).getBuildByNumber(1);
            seen.put(name, build.getResult() + " " + JenkinsRule.getLog(build));
            Web web = new Web(jenkins);
            seen.put(
                    name + " pages",
                    web.get(Web.ANONYMOUS, "job/" + name + "/").statusCode() + " "
                            + web.get(Web.ANONYMOUS, "job/" + name + "/1/").statusCode() + " "
                            + web.get(Web.ANONYMOUS, "job/" + name + "/1/console")
                                    .statusCode() + " "
                            + web.get(Web.ANONYMOUS, "job/" + name + "/1/api/json")
                                    .statusCode());
        }
        return seen;
    }

    private static HashMap<String, String> lookWithThePlugin(JenkinsRule jenkins) throws Throwable {
        HashMap<String, String> seen = look(jenkins);
        for (String name : JOBS) {
            Job<?, ?> job = jenkins.jenkins.getItemByFullName(name, Job.class);
            seen.put(
                    name + " record",
                    AllRecords.of(job.getBuildByNumber(1)).get(0).outcome());
        }
        jenkins.buildAndAssertSuccess(jenkins.jenkins.getItemByFullName("pipeline", WorkflowJob.class));
        jenkins.buildAndAssertSuccess(jenkins.jenkins.getItemByFullName("freestyle", FreeStyleProject.class));
        return seen;
    }

    private static void assertOldBuildsReadable(Map<String, String> seen) {
        for (String name : JOBS) {
            assertThat(seen.get(name)).startsWith("SUCCESS").contains("activated (ACTIVATED, HTTP 200");
            assertThat(seen.get(name + " pages")).isEqualTo("200 200 200 200");
        }
    }

    private Map<String, String> restartAndLook(RealJenkinsExtension.Step2<HashMap<String, String>> look)
            throws Throwable {
        process.startJenkins();
        Map<String, String> seen = process.runRemotely(look);
        process.stopJenkins();
        return seen;
    }

    private Path plugin() {
        return process.getHome().toPath().resolve("plugins").resolve(PLUGIN + ".jpl");
    }

    @Test
    void buildsAndSettingsOutliveThePluginsAbsence() throws Throwable {
        process.startJenkins();
        assertThat(process.runRemotely(PluginAwayTest::loaded))
                .as("before its first use")
                .isEmpty();
        process.runRemotely(PluginAwayTest::configureAndBuild, server.url());
        assertThat(process.runRemotely(PluginAwayTest::loaded)).containsAll(FIRST_USE);
        process.stopJenkins();
        Path settings = new File(
                        process.getHome(), "io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration.xml")
                .toPath();
        String before = Files.readString(settings);

        Path disabled = Files.createFile(plugin().resolveSibling(plugin().getFileName() + ".disabled"));
        Map<String, String> whileDisabled = restartAndLook(PluginAwayTest::look);
        assertThat(whileDisabled).containsEntry("plugin", "inactive");
        assertOldBuildsReadable(whileDisabled);

        Files.delete(disabled);
        Map<String, String> enabled = restartAndLook(PluginAwayTest::lookWithThePlugin);
        assertThat(enabled)
                .containsEntry("plugin", "active")
                .containsEntry("pipeline record", "ACTIVATED")
                .containsEntry("freestyle record", "ACTIVATED");
        assertOldBuildsReadable(enabled);
        assertThat(Files.readString(settings)).isEqualTo(before);

        Files.delete(plugin());
        Map<String, String> removed = restartAndLook(PluginAwayTest::look);
        assertThat(removed).containsEntry("plugin", "absent");
        assertOldBuildsReadable(removed);
        assertThat(Files.readString(settings)).isEqualTo(before);
    }
}
