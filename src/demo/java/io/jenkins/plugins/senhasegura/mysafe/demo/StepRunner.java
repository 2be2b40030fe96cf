package io.jenkins.plugins.senhasegura.mysafe.demo;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.DemoRun;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.AbstractPasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.DisablePasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordStep;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.graph.DemoNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Runs the plugin's own steps where there is no Jenkins: binds the arguments of a Jenkinsfile, starts the step's
 * execution, and waits for it to tell its end.
 */
final class StepRunner {
    /** The plugin's steps by their names in a Jenkinsfile. */
    private static final Map<String, Kind> KINDS = Map.of(
            "mysafeEnablePassword", new Kind(EnablePasswordStep::new, new EnablePasswordStep.DescriptorImpl()),
            "mysafeDisablePassword", new Kind(DisablePasswordStep::new, new DisablePasswordStep.DescriptorImpl()));

    /** How one is made of its arguments. */
    private record Kind(LongFunction<AbstractPasswordStep> made, AbstractPasswordStep.AbstractDescriptor descriptor) {}

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

    /** The step's result; throws what the step fails with. */
    Object run(String name, Object argument) throws Throwable {
        CompletableFuture<Object> end = new CompletableFuture<>();
        AbstractPasswordStep step = step(KINDS.get(name), named(argument));
        if (step.start(new Context(end)).start()) {
            throw new IllegalStateException("The step is asynchronous");
        }
        try {
            return end.join();
        } catch (java.util.concurrent.CompletionException failed) {
            throw failed.getCause();
        }
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

    private AbstractPasswordStep step(Kind kind, Map<String, Object> given) throws Exception {
        Map<String, Object> arguments = kind.descriptor().customInstantiate(given);
        Object id = arguments.containsKey(UninstantiatedDescribable.ANONYMOUS_KEY)
                ? arguments.remove(UninstantiatedDescribable.ANONYMOUS_KEY)
                : arguments.remove("id");
        AbstractPasswordStep step = kind.made().apply((Long) id);
        for (Method setter : step.getClass().getMethods()) {
            String name =
                    setter.getName().substring(Math.min(3, setter.getName().length()));
            String property = name.isEmpty() ? "" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
            if (setter.isAnnotationPresent(DataBoundSetter.class) && arguments.containsKey(property)) {
                setter.invoke(step, bound(arguments.remove(property), setter.getParameterTypes()[0]));
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
        return value == null ? null : value.toString();
    }

    /** Where the step runs. */
    private final class Context extends StepContext {
        private static final long serialVersionUID = 1L;

        private final transient CompletableFuture<Object> end;

        Context(CompletableFuture<Object> end) {
            this.end = end;
        }

        @Override
        public <T> T get(Class<T> key) {
            Object found = key == Run.class
                    ? run
                    : key == TaskListener.class
                            ? (TaskListener) () -> log
                            : key == FlowNode.class ? new DemoNode() : null;
            return key.cast(found);
        }

        @Override
        public void onSuccess(Object result) {
            end.complete(result);
        }

        @Override
        public void onFailure(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public ListenableFuture<Void> saveState() {
            throw new UnsupportedOperationException("nothing is kept here");
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            throw new UnsupportedOperationException("steps with a block need a real Jenkins");
        }
    }
}
