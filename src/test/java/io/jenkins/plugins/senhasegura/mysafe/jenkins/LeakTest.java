package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Leaks;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Secret, token and the token endpoint's answer are searched for wherever a Jenkins keeps or shows anything, while builds
 * are under way and after, with a server that repeats them.
 */
class LeakTest extends SharedJenkins {
    private static final String ENABLE_11 = "/api/mysafe/password/active/11";
    private static final String ODD = "k3y+&%=ü \"'<";
    private static final Map<String, String> SECRETS = Map.of(
            "plain",
            "pl41n-s3cret-of-the-client",
            "odd",
            "0dd+&%=ü \"'<s3cret>",
            "two lines",
            "tw0-line\r\ns3cret-end");

    private static final Logger OURS = Logger.getLogger("io.jenkins.plugins.senhasegura.mysafe");

    /** All that is logged, as a log file would have it. */
    private static final class Records extends Handler {
        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            texts.add(new SimpleFormatter().format(record));
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private final Records log = new Records();
    private final Level before = OURS.getLevel();

    @BeforeEach
    void listen() {
        log.setLevel(Level.ALL);
        OURS.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(log);
        OURS.setLevel(before);
    }

    /** All of it is done here; the tests only tell. */
    @TestFactory
    @Timeout(600)
    Stream<DynamicTest> nothingIsLeaked() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, String> secret : SECRETS.entrySet()) {
            leaks(secret.getKey(), secret.getValue())
                    .forEach((place, found) -> tests.add(dynamicTest(
                            secret.getKey() + " secret, " + place,
                            () -> assertThat(found).isEmpty())));
        }
        return tests.stream();
    }

    /** What was found where. */
    private Map<String, List<String>> leaks(String name, String secret) throws Exception {
        String token = "t0ken." + name.replace(' ', '-') + ".fZx81kQ~_+/==";
        String response = "body-of-the-token-answer-" + name.replace(' ', '-');
        Leaks leaks = new Leaks().and("secret", secret).and("token", token).and("token answer", response);
        HeldResponse held = new HeldResponse();
        server.response(SimulatedServer.TOKEN, Responses.json(200, """
                        {"token_type":"Bearer","expires_in":3600,"access_token":"%s","scope":"%s"}""".formatted(token, response)))
                .pending(held)
                .response(ENABLE_11, echo(secret, token));
        credentials(secret);
        MySafeServer main = Controller.server("main", server.url());
        // The search takes its time, and the build is to wait for as long.
        main.setResponseTimeout("600");
        main.setTotalTimeout("3600");
        Controller.servers(main);
        WorkflowRun pipeline = pipeline().scheduleBuild2(0).waitForStart();
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("11"), new EnablePasswordBuilder("10"));
        Run<?, ?> freestyle = run(Result.FAILURE, job);
        held.awaitArrival(1);
        ((CpsFlowExecution) pipeline.getExecution()).waitForSuspension();

        Map<String, List<String>> found = new LinkedHashMap<>();
        search("while it runs: ", leaks, List.of(pipeline, freestyle), found);
        held.answerAll(Responses.activated());
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(pipeline));
        search("afterwards: ", leaks, List.of(pipeline, freestyle), found);
        // It was there to be leaked.
        assertThat(server.requests(ENABLE_11))
                .filteredOn(request -> request.header("Authorization").equals("Bearer " + token))
                .hasSize(2);
        assertThat(log(pipeline)).contains("BAD_REQUEST", "****");
        return found;
    }

    private static SimulatedServer.Answer echo(String secret, String token) {
        String json = secret.replace("\"", "\\\"").replace("\r", "\\r").replace("\n", "\\n");
        return Responses.json(
                400,
                "{\"message\":\"what is this: %s and %s\",\"error\":true,\"request_id\":\"%2$s\"}"
                        .formatted(json, token));
    }

    private static void credentials(String secret) throws Exception {
        var all = SystemCredentialsProvider.getInstance();
        all.getCredentials().clear();
        all.getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, Controller.CREDENTIALS_ID, null, ODD, secret));
        all.save();
    }

    private static WorkflowJob pipeline() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.MAX_SURVIVABILITY));
        job.setDefinition(new CpsFlowDefinition("""
                def failure
                try { mysafeEnablePassword 11 } catch (e) { failure = e; echo "${e} ${e.message} ${e.result}" }
                def result = mysafeEnablePassword 10
                echo "${result} ${result.message} ${failure.result.message}"
                """, true));
        return job;
    }

    private void search(String when, Leaks leaks, List<Run<?, ?>> runs, Map<String, List<String>> found)
            throws Exception {
        LeakPlaces places = new LeakPlaces(jenkins);
        Map<String, List<String>> files = new LinkedHashMap<>();
        places.files()
                .forEach((file, bytes) -> files.computeIfAbsent(kind(file), kind -> new ArrayList<>())
                        .addAll(leaks.in(bytes)));
        files.forEach((kind, in) -> found.put(when + kind, in));
        places.web(runs.stream().map(Run::getUrl).toList())
                .forEach((path, page) -> found.put(when + path, leaks.in(page)));
        LeakPlaces.dumps().forEach((dump, text) -> found.put(when + dump, leaks.in(text)));
        List<OperationRecord> records =
                runs.stream().flatMap(run -> AllRecords.of(run).stream()).toList();
        found.put(when + "texts of living objects", leaks.in(LeakPlaces.texts(records)));
        found.put(when + "system log", leaks.in(String.join("", log.texts)));
    }

    /** One test each, and not one for each of thousands of files. */
    private static String kind(String file) {
        for (String part :
                List.of("program.dat", "workflow-completed/", "workflow/", "build.xml", "log", "config.xml")) {
            if (file.contains("/builds/") && file.contains(part)) {
                return part;
            }
        }
        return file.startsWith("jobs/") ? "other files of jobs" : "other files of Jenkins";
    }
}
