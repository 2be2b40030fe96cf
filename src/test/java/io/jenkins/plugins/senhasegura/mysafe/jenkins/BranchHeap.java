package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** The heap that each branch of a build takes while all of them wait. */
final class BranchHeap {
    private final JenkinsRule jenkins;
    private final MeasuredServer server;
    private final int branches;
    private final BuildWatch watch;

    BranchHeap(JenkinsRule jenkins, MeasuredServer server, int branches) {
        this.jenkins = jenkins;
        this.server = server;
        this.branches = branches;
        this.watch = new BuildWatch(jenkins, branches);
    }

    /**
     * Runs a build, and stops it.
     *
     * @param step what each branch does
     * @param last the step that all of them wait in
     * @param requests so many have arrived at the server by then
     * @return bytes for each branch
     */
    double bytes(String step, String last, int requests) throws Exception {
        long arrived = server.stats().activations() + requests;
        WorkflowJob job = watch.job(step);
        double before = JenkinsFigures.usedHeap();
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        await(
                run,
                started -> started.getExecution() instanceof CpsFlowExecution execution && allAreIn(execution, last));
        // Not before the last branch has started its step.
        ((CpsFlowExecution) run.getExecution()).waitForSuspension();
        await(run, started -> server.stats().activations() >= arrived);
        assertThat(server.stats().activations()).isEqualTo(arrived);
        double bytes = (JenkinsFigures.usedHeap() - before) / branches;
        // Not killed: what Jenkins keeps of a killed build would be in the next one's heap.
        run.doStop();
        jenkins.waitForCompletion(run);
        job.delete();
        System.out.printf("heap of a branch, %s, %d requests: %.0f B above %.0f%n", step, requests, bytes, before);
        return bytes;
    }

    private boolean allAreIn(CpsFlowExecution execution, String step) {
        return execution.getCurrentHeads().stream()
                        .filter(head -> head.getDisplayFunctionName().equals(step))
                        .count()
                == branches;
    }

    /** What is asked of a build again and again. */
    private interface Question {
        boolean isAnswered(WorkflowRun run) throws IOException;
    }

    private static void await(WorkflowRun run, Question question) throws IOException, InterruptedException {
        for (int i = 0; i < 1200 && !question.isAnswered(run); i++) {
            Thread.sleep(100);
        }
        assertThat(question.isAnswered(run)).isTrue();
    }
}
