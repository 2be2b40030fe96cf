package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;
import org.kohsuke.stapler.MetaClass;

/** Sets a started Jenkins up for a test: a simulated server, its settings, credentials, and jobs that run scripts. */
final class Controller {
    static final String CREDENTIALS_ID = "mysafe-api";
    static final String CLIENT_ID = "jenkins";
    static final String SECRET = "s3cret+of&the=client%";

    private Controller() {}

    /**
     * Keeps each view once it was read, as every other Jenkins does. That of the harness reads all of them again for each
     * page, so that whoever edits a view sees it at once, and that is half of what a test with a page takes.
     */
    static void keepViews() {
        MetaClass.NO_CACHE = false;
    }

    /**
     * A Jenkins in a process of its own, which lives for a minute at most: what the optimizing compiler and parallel garbage
     * collection cost at a start is nearly half of it, and they never repay that.
     */
    static RealJenkinsExtension process() {
        return new RealJenkinsExtension().javaOptions("-Xmx512M", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    /** A server by the name main, with password 10 and one credential that may use it. */
    static MySafeServer configure(SimulatedServer simulated) throws Exception {
        simulated.pending(Responses.activated());
        credentials(CredentialsScope.GLOBAL, CREDENTIALS_ID, SECRET);
        MySafeServer server = server("main", simulated.url());
        servers(server);
        return server;
    }

    static MySafeServer server(String name, String url) {
        MySafeServer server = new MySafeServer(name, url);
        server.setCredentialsId(CREDENTIALS_ID);
        // One test's failures must not refuse the next one's calls.
        server.setCircuitBreaker(false);
        return server;
    }

    static void servers(MySafeServer... servers) {
        MySafeConfiguration.get().setServers(Arrays.asList(servers));
    }

    static void mapping(List<String> unstableOn, List<String> failOn) {
        MySafeConfiguration.get().setUnstableOn(unstableOn);
        MySafeConfiguration.get().setFailOn(failOn);
    }

    static UsernamePasswordCredentialsImpl credentials(CredentialsScope scope, String id, String secret)
            throws Exception {
        UsernamePasswordCredentialsImpl credentials =
                new UsernamePasswordCredentialsImpl(scope, id, null, CLIENT_ID, secret);
        SystemCredentialsProvider.getInstance()
                .getDomainCredentialsMap()
                .computeIfAbsent(Domain.global(), domain -> new CopyOnWriteArrayList<>())
                .removeIf(old -> old instanceof UsernamePasswordCredentialsImpl that
                        && that.getId().equals(id));
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
        SystemCredentialsProvider.getInstance().save();
        return credentials;
    }

    /** A job whose script runs in the sandbox. */
    static WorkflowJob pipeline(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** Runs a script in the sandbox to its end. */
    static WorkflowRun run(JenkinsRule jenkins, String script) throws Exception {
        return jenkins.waitForCompletion(
                pipeline(jenkins, script).scheduleBuild2(0).waitForStart());
    }
}
