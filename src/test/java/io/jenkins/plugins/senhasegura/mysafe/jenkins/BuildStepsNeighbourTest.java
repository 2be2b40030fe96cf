package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.plugins.parameterizedtrigger.BlockableBuildTriggerConfig;
import hudson.plugins.parameterizedtrigger.BlockingBehaviour;
import hudson.plugins.parameterizedtrigger.PredefinedBuildParameters;
import hudson.plugins.parameterizedtrigger.TriggerBuilder;
import hudson.tasks.BuildStep;
import hudson.tasks.Builder;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.step.AbstractPasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.DisablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.List;
import org.jenkins_ci.plugins.run_condition.BuildStepRunner;
import org.jenkins_ci.plugins.run_condition.core.AlwaysRun;
import org.jenkins_ci.plugins.run_condition.core.NeverRun;
import org.jenkinsci.plugins.conditionalbuildstep.ConditionalBuilder;
import org.jenkinsci.plugins.conditionalbuildstep.singlestep.SingleConditionalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Build steps within those of Conditional BuildStep, and of a job that Parameterized Trigger starts. */
class BuildStepsNeighbourTest extends SharedJenkins {
    private static <B extends AbstractPasswordBuilder> B full(B builder) {
        builder.setServer("main");
        builder.setCredentialsId("credentials-that-are-gone");
        builder.setUnstableOn(new String[] {"PASSWORD_NOT_FOUND"});
        builder.setFailOn(new String[] {"UNAVAILABLE", "UNREACHABLE"});
        builder.setPassOn(new String[] {"RATE_LIMITED"});
        return builder;
    }

    private static SingleConditionalBuilder single(BuildStep step) {
        return new SingleConditionalBuilder(step, new AlwaysRun(), new BuildStepRunner.Fail());
    }

    private static ConditionalBuilder multiple(BuildStep... steps) {
        return new ConditionalBuilder(new AlwaysRun(), new BuildStepRunner.Fail(), List.of(steps));
    }

    // --- Conditional BuildStep -----------------------------------------------------------------------

    @Test
    void stepsUnderAConditionAreOpenedAndSavedWithoutALoss() throws Exception {
        AbstractPasswordBuilder enable = full(new EnablePasswordBuilder("${PASSWORD_ID}"));
        AbstractPasswordBuilder disable = full(new DisablePasswordBuilder("10"));
        AbstractPasswordBuilder plain = new EnablePasswordBuilder("11");
        FreeStyleProject job =
                freestyle(single(enable), single(disable), single(plain), multiple(enable, plain, disable));

        jenkins.configRoundtrip((Item) job);

        assertThat(job.getBuildersList().getAll(SingleConditionalBuilder.class))
                .extracting(SingleConditionalBuilder::getBuildStep)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(enable, disable, plain);
        assertThat(job.getBuildersList().get(ConditionalBuilder.class).getConditionalbuilders())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(enable, plain, disable);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void mappingOfAStepUnderAConditionDecides(boolean alone) throws Exception {
        server.pending(Responses.passwordNotFound());
        EnablePasswordBuilder builder = new EnablePasswordBuilder("10");
        FreeStyleProject job = freestyle(alone ? single(builder) : multiple(builder));
        run(Result.FAILURE, job);

        builder.setUnstableOn(new String[] {"PASSWORD_NOT_FOUND"});
        FreeStyleProject mapped = freestyle(alone ? single(builder) : multiple(builder));
        jenkins.configRoundtrip((Item) mapped);
        run(Result.UNSTABLE, mapped);
    }

    @Test
    void stepUnderAConditionThatDoesNotHoldSendsNothing() throws Exception {
        Builder never = new SingleConditionalBuilder(
                new EnablePasswordBuilder("10"), new NeverRun(), new BuildStepRunner.Fail());

        run(Result.SUCCESS, freestyle(never));

        assertThat(server.requests()).isEmpty();
    }

    // --- Parameterized Trigger -----------------------------------------------------------------------

    private static FreeStyleProject triggered() throws Exception {
        FreeStyleProject job = freestyle(full(new EnablePasswordBuilder("${PASSWORD_ID}")));
        job.getBuildersList().get(EnablePasswordBuilder.class).setCredentialsId(null);
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("PASSWORD_ID", "11")));
        return job;
    }

    private static TriggerBuilder trigger(FreeStyleProject job) {
        return new TriggerBuilder(new BlockableBuildTriggerConfig(
                job.getName(),
                new BlockingBehaviour(Result.FAILURE, Result.UNSTABLE, Result.FAILURE),
                List.of(new PredefinedBuildParameters("PASSWORD_ID=10"))));
    }

    @Test
    void jobThatIsTriggeredTakesTheIdentifierOfTheTrigger() throws Exception {
        FreeStyleProject triggered = triggered();
        FreeStyleProject job = freestyle(trigger(triggered), new DisablePasswordBuilder("10"));
        server.response(SimulatedServer.DISABLE_10, Responses.deactivated());
        jenkins.jenkins.rebuildDependencyGraph();

        run(Result.SUCCESS, job);

        FreeStyleBuild build = jenkins.assertBuildStatusSuccess(triggered.getLastBuild());
        assertThat(log(build)).contains("password 10 ").contains("ACTIVATED");
        assertThat(AllRecords.of(build))
                .extracting(OperationRecord::id, OperationRecord::outcome)
                .containsExactly(tuple("10", "ACTIVATED"));
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(1);
        assertThat(server.requests(SimulatedServer.DISABLE_10)).hasSize(1);
    }

    @Test
    void mappingOfATriggeredJobReachesWhoWaitsForIt() throws Exception {
        server.pending(Responses.passwordNotFound());
        FreeStyleProject triggered = triggered();
        FreeStyleProject job = freestyle(trigger(triggered));
        jenkins.jenkins.rebuildDependencyGraph();

        run(Result.UNSTABLE, job);
        jenkins.assertBuildStatus(Result.UNSTABLE, triggered.getLastBuild());
    }

    @Test
    void jobThatTriggersAndEnablesIsOpenedAndSavedWithoutALoss() throws Exception {
        FreeStyleProject triggered = triggered();
        AbstractPasswordBuilder enable = full(new EnablePasswordBuilder("${PASSWORD_ID}"));
        FreeStyleProject job = freestyle(enable, trigger(triggered), full(new DisablePasswordBuilder("10")));

        jenkins.configRoundtrip((Item) job);

        assertThat(job.getBuildersList().get(EnablePasswordBuilder.class))
                .usingRecursiveComparison()
                .isEqualTo(enable);
        assertThat(job.getBuildersList().get(DisablePasswordBuilder.class))
                .usingRecursiveComparison()
                .isEqualTo(full(new DisablePasswordBuilder("10")));
        assertThat(job.getBuildersList().get(TriggerBuilder.class).getConfigs())
                .singleElement()
                .satisfies(config -> assertThat(config.getProjects()).isEqualTo(triggered.getName()));
    }
}
