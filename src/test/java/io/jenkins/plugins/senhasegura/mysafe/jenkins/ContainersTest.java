package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildWrapper;
import hudson.tasks.BuildWrapperDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeFolderProperty;
import io.jenkins.plugins.senhasegura.mysafe.step.DisablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.WithPasswordWrapper;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Build steps and build environments within containers of other plugins: opened and saved without a change, nothing is lost.
 * The containers are our own and call what those call; what a container calls, {@link Way} says.
 */
class ContainersTest extends SharedJenkins {
    private static Way way;

    /** How a container makes what is in it of its form. */
    enum Way {
        /** As core's own lists do, and Any Build Step with them. */
        NEWER {
            @Override
            Object bind(Descriptor<?> descriptor, JSONObject form) throws Descriptor.FormException {
                return descriptor.newInstance(Stapler.getCurrentRequest2(), form);
            }
        },
        /** As Flexible Publish does, which core never hands to an override of the newer one. */
        OLDER {
            @Override
            @SuppressWarnings("deprecation") // it is the point
            Object bind(Descriptor<?> descriptor, JSONObject form) throws Descriptor.FormException {
                return descriptor.newInstance(Stapler.getCurrentRequest(), form);
            }
        },
        /** As containers do whose constructor takes what is in them. */
        BOUND {
            @Override
            Object bind(Descriptor<?> descriptor, JSONObject form) {
                return Stapler.getCurrentRequest2().bindJSON(descriptor.clazz, form);
            }
        };

        abstract Object bind(Descriptor<?> descriptor, JSONObject form) throws Descriptor.FormException;

        <T extends Describable<?>> List<T> all(Class<T> type, JSONObject form, String list)
                throws Descriptor.FormException {
            List<T> all = new ArrayList<>();
            for (Object each : JSONArray.fromObject(form.opt(list) == null ? List.of() : form.get(list))) {
                JSONObject one = (JSONObject) each;
                all.add(type.cast(bind(Jenkins.get().getDescriptorByName(one.getString("$class")), one)));
            }
            return all;
        }
    }

    private static String[] names(String... names) {
        return names;
    }

    private static EnablePasswordBuilder full() {
        EnablePasswordBuilder builder = new EnablePasswordBuilder("${PASSWORD_ID}");
        builder.setServer("main");
        builder.setCredentialsId("credentials-that-are-gone");
        builder.setUnstableOn(names("PASSWORD_NOT_FOUND"));
        builder.setFailOn(names("UNAVAILABLE", "UNREACHABLE"));
        builder.setPassOn(names("RATE_LIMITED"));
        return builder;
    }

    private static DisablePasswordBuilder one() {
        DisablePasswordBuilder builder = new DisablePasswordBuilder("10");
        builder.setPassOn(names("UNREACHABLE"));
        return builder;
    }

    private static WithPasswordWrapper window() {
        WithPasswordWrapper window = new WithPasswordWrapper("10, 11");
        window.setServer("main");
        window.setCredentialsId(Controller.CREDENTIALS_ID);
        window.setUnstableOn(names("PASSWORD_NOT_FOUND"));
        window.setFailOn(names("UNREACHABLE"));
        window.setPassOn(names("SERVER_ERROR", "RATE_LIMITED"));
        window.setWhenFoundActive("DISABLE");
        return window;
    }

    @ParameterizedTest
    @EnumSource
    void buildStepsInAContainerAreOpenedAndSavedWithoutALoss(Way each) throws Exception {
        way = each;
        List<Builder> inside = List.of(full(), new EnablePasswordBuilder("10"), one());
        FreeStyleProject job = freestyle(new StepsContainer(inside), full());

        jenkins.configRoundtrip((Item) job);

        assertThat(job.getBuildersList().get(StepsContainer.class).getSteps())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(inside);
        assertThat(job.getBuildersList().get(EnablePasswordBuilder.class))
                .usingRecursiveComparison()
                .isEqualTo(full());
    }

    @ParameterizedTest
    @EnumSource
    void buildEnvironmentsInAContainerAreOpenedAndSavedWithoutALoss(Way each) throws Exception {
        way = each;
        List<BuildWrapper> inside = List.of(window(), new WithPasswordWrapper("10"));
        FreeStyleProject job = freestyle();
        job.getBuildWrappersList().add(new WrappersContainer(inside));
        job.getBuildWrappersList().add(window());

        jenkins.configRoundtrip((Item) job);

        assertThat(job.getBuildWrappersList().get(WrappersContainer.class).getWrappers())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(inside);
        assertThat(job.getBuildWrappersList().get(WithPasswordWrapper.class))
                .usingRecursiveComparison()
                .isEqualTo(window());
    }

    /** The result is what counts: the mapping that went through the container's form decides. */
    @ParameterizedTest
    @EnumSource
    void mappingThatWentThroughAContainersFormStillDecides(Way each) throws Exception {
        way = each;
        server.pending(Responses.json(400, """
                {"code":400,"response":{"status":400,"message":"1005: Password not found","error":true,"error_code":1005}}"""));
        EnablePasswordBuilder builder = new EnablePasswordBuilder("10");
        builder.setUnstableOn(names("PASSWORD_NOT_FOUND"));
        FreeStyleProject job = freestyle(new StepsContainer(List.of(builder)));
        jenkins.configRoundtrip((Item) job);

        run(Result.UNSTABLE, job);
    }

    @ParameterizedTest
    @EnumSource
    void folderPropertyBindsThroughItsSettersAlone(Way each) throws Exception {
        JSONObject form =
                JSONObject.fromObject("{'server': 'main', 'credentialsId': 'mysafe-api', 'ids': '10, 20-29'}");
        MySafeFolderProperty bound = (MySafeFolderProperty)
                jenkins.executeOnServer(() -> each.bind(Jenkins.get().getDescriptor(MySafeFolderProperty.class), form));
        assertThat(bound.getServer()).isEqualTo("main");
        assertThat(bound.getCredentialsId()).isEqualTo("mysafe-api");
        assertThat(bound.getIds()).isEqualTo("10, 20-29");
    }

    /** Only core's way leaves it out where nothing was filled in; one that is there all the same limits nothing. */
    @ParameterizedTest
    @EnumSource
    void folderPropertyInWhichNothingWasFilledInLimitsNothing(Way each) throws Exception {
        JSONObject form = JSONObject.fromObject("{'server': '', 'credentialsId': '', 'ids': ''}");
        MySafeFolderProperty bound = (MySafeFolderProperty)
                jenkins.executeOnServer(() -> each.bind(Jenkins.get().getDescriptor(MySafeFolderProperty.class), form));
        Folder folder = jenkins.createProject(Folder.class);
        if (bound != null) {
            folder.addProperty(bound);
        }
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "job");
        job.getBuildersList().add(new EnablePasswordBuilder("10"));

        run(Result.SUCCESS, job);

        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(1);
    }

    @Test
    void folderPropertyIsOpenedAndSavedWithoutALoss() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        MySafeFolderProperty limits = new MySafeFolderProperty();
        limits.setServer("a server that is gone");
        limits.setCredentialsId("credentials-that-are-gone");
        limits.setIds("10, 20-29");
        folder.addProperty(limits);

        jenkins.configRoundtrip(folder);

        MySafeFolderProperty saved = folder.getProperties().get(MySafeFolderProperty.class);
        assertThat(saved.getServer()).isEqualTo("a server that is gone");
        assertThat(saved.getCredentialsId()).isEqualTo("credentials-that-are-gone");
        assertThat(saved.getIds()).isEqualTo("10, 20-29");
    }

    /** A build step that holds build steps. */
    public static final class StepsContainer extends Builder {
        private final List<Builder> steps;

        StepsContainer(List<Builder> steps) {
            this.steps = new ArrayList<>(steps);
        }

        public List<Builder> getSteps() {
            return steps;
        }

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException, IOException {
            for (Builder step : steps) {
                if (!step.perform(build, launcher, listener)) {
                    return false;
                }
            }
            return true;
        }

        /** Offers ours alone: the forms of all others would take their time. */
        @TestExtension
        public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
            @Override
            @SuppressWarnings("rawtypes") // as the class that declares it has it
            public boolean isApplicable(Class<? extends AbstractProject> jobType) {
                return true;
            }

            @Override
            public String getDisplayName() {
                return "Steps in a container";
            }

            public List<Descriptor<?>> getOffered() {
                return List.of(
                        Jenkins.get().getDescriptorOrDie(EnablePasswordBuilder.class),
                        Jenkins.get().getDescriptorOrDie(DisablePasswordBuilder.class));
            }

            @Override
            public Builder newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
                return new StepsContainer(way.all(Builder.class, form, "steps"));
            }
        }
    }

    /** A build environment that holds build environments. */
    public static final class WrappersContainer extends BuildWrapper {
        private final List<BuildWrapper> wrappers;

        WrappersContainer(List<BuildWrapper> wrappers) {
            this.wrappers = new ArrayList<>(wrappers);
        }

        public List<BuildWrapper> getWrappers() {
            return wrappers;
        }

        /** Offers ours alone. */
        @TestExtension
        public static final class DescriptorImpl extends BuildWrapperDescriptor {
            @Override
            public boolean isApplicable(AbstractProject<?, ?> item) {
                return true;
            }

            @Override
            public String getDisplayName() {
                return "Build environments in a container";
            }

            public List<Descriptor<?>> getOffered() {
                return List.of(Jenkins.get().getDescriptorOrDie(WithPasswordWrapper.class));
            }

            @Override
            public BuildWrapper newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
                return new WrappersContainer(way.all(BuildWrapper.class, form, "wrappers"));
            }
        }
    }
}
