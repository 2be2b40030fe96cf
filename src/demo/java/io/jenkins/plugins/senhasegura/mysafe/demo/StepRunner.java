package io.jenkins.plugins.senhasegura.mysafe.demo;

import hudson.model.DemoRun;
import io.jenkins.plugins.senhasegura.mysafe.step.DisablePasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.WithPasswordStep;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Runs the plugin's own steps where there is no Jenkins: binds the arguments of a Jenkinsfile, starts the step's
 * execution, runs its block, and waits for it to tell its end.
 */
final class StepRunner {
    /** The plugin's steps by their names in a Jenkinsfile. */
    private static final Map<String, Kind> KINDS = Map.of(
            "mysafeEnablePassword",
            new Kind(
                    arguments -> new EnablePasswordStep(id(arguments)), new EnablePasswordStep.DescriptorImpl(), false),
            "mysafeDisablePassword",
            new Kind(
                    arguments -> new DisablePasswordStep(id(arguments)),
                    new DisablePasswordStep.DescriptorImpl(),
                    false),
            "withMysafePassword",
            new Kind(arguments -> new WithPasswordStep(), new WithPasswordStep.DescriptorImpl(), true));

    /**
     * One of the steps.
     *
     * @param made makes one, and takes away the arguments of its constructor
     * @param arguments makes them fit
     * @param block whether it has one
     */
    private record Kind(Function<Map<String, Object>, Step> made, CustomDescribableModel arguments, boolean block) {}

    private final DemoRun run;
    private final PrintStream log;

    StepRunner(DemoRun run, PrintStream log) {
        this.run = run;
        this.log = log;
    }

    /** The names that a Jenkinsfile may use. */
    static Set<String> names() {
        return KINDS.keySet();
    }

    /** Whether a step of that name has a block. */
    static boolean hasBlock(String name) {
        return KINDS.get(name).block();
    }

    /**
     * The step's result; throws what the step fails with.
     *
     * @param block run on the calling thread when the step says so; null for a step without one
     */
    Object run(String name, Object argument, Callable<Object> block) throws Throwable {
        StepCall call = new StepCall(run, log, block);
        if (step(KINDS.get(name), named(argument)).start(call).start()) {
            throw new IllegalStateException("The step is asynchronous");
        }
        return call.await();
    }

    private static Map<String, Object> named(Object argument) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (argument instanceof Map<?, ?> byName) {
            byName.forEach((name, value) -> arguments.put(name.toString(), value));
        } else {
            arguments.put(UninstantiatedDescribable.ANONYMOUS_KEY, argument);
        }
        return arguments;
    }

    private static long id(Map<String, Object> arguments) {
        return (Long)
                (arguments.containsKey(UninstantiatedDescribable.ANONYMOUS_KEY)
                        ? arguments.remove(UninstantiatedDescribable.ANONYMOUS_KEY)
                        : arguments.remove("id"));
    }

    private Step step(Kind kind, Map<String, Object> given) throws Throwable {
        Map<String, Object> arguments = kind.arguments().customInstantiate(given);
        Step step = kind.made().apply(arguments);
        for (Method setter : step.getClass().getMethods()) {
            String name =
                    setter.getName().substring(Math.min(3, setter.getName().length()));
            String property = name.isEmpty() ? "" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
            if (setter.isAnnotationPresent(DataBoundSetter.class) && arguments.containsKey(property)) {
                try {
                    setter.invoke(step, bound(arguments.remove(property), setter.getParameterTypes()[0]));
                } catch (InvocationTargetException refused) {
                    throw refused.getCause();
                }
            }
        }
        if (!arguments.isEmpty()) {
            log.println("WARNING: Unknown parameter(s) found for class type '"
                    + step.getClass().getName() + "': " + String.join(",", arguments.keySet()));
        }
        return step;
    }

    private static Object bound(Object value, Class<?> type) {
        if (value instanceof List<?> list && type == String[].class) {
            return list.stream().map(Object::toString).toArray(String[]::new);
        }
        return value == null || type != String.class ? value : value.toString();
    }
}
