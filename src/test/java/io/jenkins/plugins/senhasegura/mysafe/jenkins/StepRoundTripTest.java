package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import hudson.model.AbstractProject;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordException;
import io.jenkins.plugins.senhasegura.mysafe.step.AbstractPasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.DisablePasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/** The step from object to script to object, from object to form to object, and on the pages that explain steps. */
class StepRoundTripTest extends SharedJenkins {
    private static EnablePasswordStep step(
            long id, String server, String credentialsId, String[] unstableOn, String[] failOn) {
        return with(new EnablePasswordStep(id), server, credentialsId, unstableOn, failOn, null);
    }

    private static <S extends AbstractPasswordStep> S with(
            S step, String server, String credentialsId, String[] unstableOn, String[] failOn, String[] passOn) {
        step.setServer(server);
        step.setCredentialsId(credentialsId);
        step.setUnstableOn(unstableOn);
        step.setFailOn(failOn);
        step.setPassOn(passOn);
        return step;
    }

    private static String[] names(String... names) {
        return names;
    }

    static Stream<Arguments> stepsAndTheirScripts() {
        return Stream.of(
                Arguments.of(step(10, null, null, null, null), "mysafeEnablePassword 10"),
                Arguments.of(step(Long.MAX_VALUE, null, null, null, null), "mysafeEnablePassword 9223372036854775807"),
                Arguments.of(step(10, "main", null, null, null), "mysafeEnablePassword id: 10, server: 'main'"),
                Arguments.of(
                        step(10, "o'clock \\ \"x\" $y", null, null, null),
                        "mysafeEnablePassword id: 10, server: 'o\\'clock \\\\ \"x\" $y'"),
                Arguments.of(
                        step(10, null, "mysafe-api", null, null),
                        "mysafeEnablePassword credentialsId: 'mysafe-api', id: 10"),
                Arguments.of(
                        step(10, null, null, names("SERVER_ERROR"), null),
                        "mysafeEnablePassword id: 10, unstableOn: ['SERVER_ERROR']"),
                Arguments.of(
                        step(10, null, null, null, names("UNAVAILABLE", "UNREACHABLE")),
                        "mysafeEnablePassword failOn: ['UNAVAILABLE', 'UNREACHABLE'], id: 10"),
                Arguments.of(
                        step(10, "main", "mysafe-api", names("PASSWORD_NOT_FOUND"), names("UNREACHABLE")),
                        "mysafeEnablePassword credentialsId: 'mysafe-api', failOn: ['UNREACHABLE'], id: 10,"
                                + " server: 'main', unstableOn: ['PASSWORD_NOT_FOUND']"),
                Arguments.of(
                        with(new EnablePasswordStep(10), null, null, null, names("TLS_FAILURE"), names("UNREACHABLE")),
                        "mysafeEnablePassword failOn: ['TLS_FAILURE'], id: 10, passOn: ['UNREACHABLE']"),
                Arguments.of(new DisablePasswordStep(10), "mysafeDisablePassword 10"),
                Arguments.of(
                        with(
                                new DisablePasswordStep(10),
                                "main",
                                "mysafe-api",
                                names("SERVER_ERROR"),
                                names("UNAVAILABLE"),
                                names("RATE_LIMITED", "UNREACHABLE")),
                        "mysafeDisablePassword credentialsId: 'mysafe-api', failOn: ['UNAVAILABLE'], id: 10,"
                                + " passOn: ['RATE_LIMITED', 'UNREACHABLE'], server: 'main', unstableOn: ['SERVER_ERROR']"));
    }

    @ParameterizedTest
    @MethodSource("stepsAndTheirScripts")
    void snippetIsWrittenAndReadBack(AbstractPasswordStep step, String script) throws Exception {
        assertThat(Snippetizer.object2Groovy(step)).isEqualTo(script);
        assertSame(step, read(script));
    }

    /** In one form, since a browser takes its time; a server or credentials that are gone stay chosen. */
    @Test
    void formShowsAndSavesThem() throws Exception {
        List<AbstractPasswordStep> steps = stepsAndTheirScripts()
                .map(arguments -> (AbstractPasswordStep) arguments.get()[0])
                .toList();
        FreeStyleProject job = freestyle(steps.stream().map(StepBuilder::new).toArray(Builder[]::new));

        jenkins.configRoundtrip((Item) job);

        assertThat(job.getBuildersList().getAll(StepBuilder.class).stream().map(builder -> builder.step))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(steps);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mysafeEnablePassword '10'                                          | mysafeEnablePassword 10",
                "mysafeEnablePassword id: '10'                                      | mysafeEnablePassword 10",
                "mysafeEnablePassword id: 10, unstableOn: 'SERVER_ERROR'            | mysafeEnablePassword id: 10, unstableOn: ['SERVER_ERROR']",
                "mysafeEnablePassword id: 10, failOn: [' UNREACHABLE ', '']         | mysafeEnablePassword failOn: ['UNREACHABLE'], id: 10",
                "mysafeEnablePassword id: 10, server: '', credentialsId: ' '        | mysafeEnablePassword 10",
                "mysafeEnablePassword id: 10, passOn: 'SERVER_ERROR'                | mysafeEnablePassword id: 10, passOn: ['SERVER_ERROR']",
                "mysafeEnablePassword id: 10.0                                      | mysafeEnablePassword 10",
                "mysafeEnablePassword id: 10, unstableOn: [], failOn: [], passOn: []         | mysafeEnablePassword 10",
                "mysafeEnablePassword id: 10, unstableOn: null, failOn: null, passOn: null   | mysafeEnablePassword 10",
                "mysafeDisablePassword '10'                                         | mysafeDisablePassword 10",
                "mysafeEnablePassword id: 10, server: null, credentialsId: null     | mysafeEnablePassword 10",
            })
    void everyWayToWriteItIsReadAsTheSame(String written, String shown) throws Exception {
        assertThat(Snippetizer.object2Groovy(read(written))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ten", "0", "-1", "1.5", "9223372036854775808", "<b>"})
    void badIdInTheFormIsOurError(String id) {
        assertThatThrownBy(() -> DescribableModel.of(EnablePasswordStep.class).instantiate(Map.of("id", id), null))
                .isInstanceOf(EnablePasswordException.class)
                .hasMessageContaining("id: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\": \"10\", \"server\": \"\", \"credentialsId\": \"\"} | mysafeEnablePassword 10",
                "{\"id\": \"10\", \"server\": \"main\", \"credentialsId\": \"mysafe-api\"} | mysafeEnablePassword credentialsId: 'mysafe-api', id: 10, server: 'main'",
                "{\"id\": \"10\", \"failOn\": \"SERVER_ERROR\", \"unstableOn\": [\"BAD_REQUEST\"], \"errorResult\": [\"\", \"\"]} | mysafeEnablePassword failOn: ['SERVER_ERROR'], id: 10, unstableOn: ['BAD_REQUEST']",
            })
    void snippetGeneratorWritesWhatItsFormHolds(String form, String script) throws Exception {
        Web web = new Web(jenkins);
        String json = form.replaceFirst(
                "\\{",
                "{\"stapler-class\": \"" + EnablePasswordStep.class.getName() + "\", \"\\$class\": \""
                        + EnablePasswordStep.class.getName() + "\", ");

        assertThat(web.post(Web.ANONYMOUS, Snippetizer.GENERATE_URL, Map.of("json", json))
                        .body()
                        .strip())
                .isEqualTo(script);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten", "", "0"})
    void snippetGeneratorSaysWhatIsWrongWithAnId(String id) throws Exception {
        String json = "{\"stapler-class\": \"" + EnablePasswordStep.class.getName() + "\", \"$class\": \""
                + EnablePasswordStep.class.getName() + "\", \"id\": \"" + id + "\"}";

        String response = new Web(jenkins)
                .post(Web.ANONYMOUS, Snippetizer.GENERATE_URL, Map.of("json", json))
                .body();

        assertThat(response).contains("id: ").contains("such as 10.").doesNotContain("\tat ", "mysafeEnablePassword ");
    }

    @Test
    void snippetGeneratorOffersTheStep() throws Exception {
        String page = new Web(jenkins).get(Web.ANONYMOUS, "pipeline-syntax/").body();

        assertThat(page)
                .contains(
                        "mysafeEnablePassword: Enable a senhasegura MySafe password",
                        "mysafeDisablePassword: Disable a senhasegura MySafe password");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysafeEnablePassword  | Enables (re-activates) a disabled password in senhasegura (Segura) MySafe.",
                "mysafeDisablePassword | Disables (deactivates) a password in senhasegura (Segura) MySafe"
            })
    void stepsReferenceShowsEachParameterWithItsHelp(String function, String help) throws Exception {
        String page =
                new Web(jenkins).get(Web.ANONYMOUS, "pipeline-syntax/html").body();
        String ours = page.substring(page.indexOf(function));

        assertThat(ours).contains(help);
        for (DescribableParameter parameter : DescribableModel.of(StepDescriptor.byFunctionName(function).clazz)
                .getParameters()) {
            assertThat(parameter.getHelp()).as(parameter.getName()).isNotBlank();
            assertThat(ours).contains("<code>" + parameter.getName() + "</code>");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {EnablePasswordStep.class, DisablePasswordStep.class})
    void modelIsWhatTheReferencesShow(Class<?> type) {
        DescribableModel<?> model = DescribableModel.of(type);

        assertThat(model.hasSingleRequiredParameter()).isTrue();
        assertThat(model.getParameters().stream().map(parameter -> parameter.getName() + " " + parameter.getType()))
                .containsExactly(
                        "id long",
                        "credentialsId String",
                        "failOn String[]",
                        "passOn String[]",
                        "server String",
                        "unstableOn String[]");
    }

    private static void assertSame(AbstractPasswordStep expected, Step actual) throws Exception {
        assertThat(actual).isInstanceOf(expected.getClass());
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }

    /** Reads a script as Pipeline does, but gives the step instead of running it. */
    private static Step read(String script) throws Exception {
        Map<String, Object> arguments = new LinkedHashMap<>();
        Binding binding = new Binding();
        List<StepDescriptor> called = new ArrayList<>();
        for (String function : List.of("mysafeEnablePassword", "mysafeDisablePassword")) {
            binding.setVariable(function, new Closure<Object>(null) {
                public Object doCall(Object argument) {
                    called.add(StepDescriptor.byFunctionName(function));
                    if (argument instanceof Map<?, ?> named) {
                        named.forEach((name, value) -> arguments.put(name.toString(), value));
                    } else {
                        arguments.put(UninstantiatedDescribable.ANONYMOUS_KEY, argument);
                    }
                    return null;
                }
            });
        }
        new GroovyShell(binding).evaluate(script);
        return (Step) DescribableModel.of(called.get(0).clazz).instantiate(arguments, null);
    }

    /** Puts a step into the form of a job. */
    public static final class StepBuilder extends Builder {
        public final Step step;

        @DataBoundConstructor
        public StepBuilder(Step step) {
            this.step = step;
        }

        /** Offers our step alone: the forms of all others would take their time. */
        @TestExtension
        public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
            @Override
            public boolean isApplicable(Class<? extends AbstractProject> jobType) {
                return true;
            }

            @Override
            public String getDisplayName() {
                return "A step in a form";
            }

            public List<StepDescriptor> getSteps() {
                return List.of(
                        StepDescriptor.byFunctionName("mysafeEnablePassword"),
                        StepDescriptor.byFunctionName("mysafeDisablePassword"));
            }
        }
    }
}
