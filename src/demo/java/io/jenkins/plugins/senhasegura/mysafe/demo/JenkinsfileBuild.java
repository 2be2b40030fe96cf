package io.jenkins.plugins.senhasegura.mysafe.demo;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.lesfurets.jenkins.unit.MethodSignature;
import com.lesfurets.jenkins.unit.PipelineTestHelper;
import groovy.lang.Binding;
import groovy.lang.Closure;
import hudson.AbortException;
import hudson.model.DemoRun;
import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Executes a Jenkinsfile with JenkinsPipelineUnit, where no Jenkins can be had, and prints the log that a build would
 * have. The step, its execution, the configuration and the client are the plugin's; Jenkins itself is stood in for by a
 * handful of classes beside this one.
 */
final class JenkinsfileBuild {
    private static final String CREDENTIALS_ID = "mysafe-api";

    private final PrintStream log;
    private final DemoRun run = new DemoRun();
    private final StepRunner steps;
    private final PipelineTestHelper helper = new PipelineTestHelper();
    private final Map<String, Object> parameters = new HashMap<>();
    private final Binding binding = new Binding();

    JenkinsfileBuild(PrintStream log) {
        this.log = log;
        this.steps = new StepRunner(run, log);
        declarePipeline();
    }

    /** The settings of the simulated server, as an administrator would make them. */
    static void configure(String url) {
        CredentialsProvider.add(new DemoCredentials(CREDENTIALS_ID, Simulator.CLIENT_ID, Simulator.CLIENT_SECRET));
        MySafeServer server = new MySafeServer(Simulator.NAME, url);
        server.setCredentialsId(CREDENTIALS_ID);
        MySafeConfiguration.get().setServers(List.of(server));
    }

    /** What became of the build so far. */
    Result result() {
        return run.getResult();
    }

    /** Marks it unstable. */
    void unstable() {
        run.setResult(Result.UNSTABLE);
    }

    /** What the build makes of a failure. */
    void fail(Throwable failure) {
        run.setResult(Result.FAILURE);
        if (failure instanceof AbortException) {
            log.println("ERROR: " + failure.getMessage());
        } else {
            failure.printStackTrace(log);
        }
    }

    /** Runs it to its end. */
    Result run(Path jenkinsfile) {
        helper.setScriptRoots(jenkinsfile.getParent().toString());
        helper.setScriptExtension("");
        helper.setBaseScriptRoot("");
        helper.setBaseClassloader(JenkinsfileBuild.class.getClassLoader());
        helper.init();
        binding.setVariable("params", parameters);
        binding.setVariable("none", "none");
        binding.setVariable("any", "any");
        log.println("[Pipeline] Start of Pipeline");
        try {
            helper.runScript(jenkinsfile.getFileName().toString(), binding);
        } catch (Throwable failure) { // a script may throw anything
            fail(failure);
        }
        log.println("[Pipeline] End of Pipeline");
        log.println("Finished: " + run.getResult());
        return run.getResult();
    }

    /** Declarative as the demo's Jenkinsfile uses it, and the steps in it. */
    private void declarePipeline() {
        for (String block : List.of("pipeline", "stages", "steps", "parameters")) {
            allow(block, (arguments) -> call((Closure<?>) arguments[0]), Closure.class);
        }
        allow("agent", (arguments) -> null, Object.class);
        allow("string", this::parameter, Map.class);
        allow("stage", this::stage, String.class, Closure.class);
        allow("script", (arguments) -> block("script", "", (Closure<?>) arguments[0]), Closure.class);
        allow("echo", this::echo, Object.class);
        for (String name : StepRunner.names()) {
            if (StepRunner.hasBlock(name)) {
                allow(name, arguments -> stepWithBlock(name, arguments), Map.class, Closure.class);
            } else {
                allow(name, arguments -> step(name, arguments[0]), Object.class);
            }
        }
    }

    private Object parameter(Object[] arguments) {
        Map<?, ?> parameter = (Map<?, ?>) arguments[0];
        return parameters.put(parameter.get("name").toString(), parameter.get("defaultValue"));
    }

    private Object stage(Object[] arguments) {
        return block("stage", " (" + arguments[0] + ")", (Closure<?>) arguments[1]);
    }

    private Object block(String name, String label, Closure<?> body) {
        log.println("[Pipeline] " + name);
        try {
            return inBraces(label, body);
        } finally {
            log.println("[Pipeline] // " + name);
        }
    }

    private Object inBraces(String label, Closure<?> body) {
        log.println("[Pipeline] {" + label);
        try {
            return call(body);
        } finally {
            log.println("[Pipeline] }");
        }
    }

    private Object echo(Object[] arguments) {
        log.println("[Pipeline] echo");
        log.println(arguments[0]);
        return null;
    }

    /** A step of the plugin, its argument by name or by position. */
    Object step(String name, Object argument) throws Throwable {
        log.println("[Pipeline] " + name);
        return steps.run(name, argument, null);
    }

    private Object stepWithBlock(String name, Object[] arguments) throws Throwable {
        log.println("[Pipeline] " + name);
        try {
            return steps.run(name, arguments[0], () -> inBraces("", (Closure<?>) arguments[1]));
        } finally {
            log.println("[Pipeline] // " + name);
        }
    }

    /** Runs a block of the Jenkinsfile. */
    Object call(Closure<?> block) {
        return helper.callClosure(block);
    }

    /** One more variable that the Jenkinsfile may use. */
    void variable(String name, Object value) {
        binding.setVariable(name, value);
    }

    /** One more word that the Jenkinsfile may use. */
    void allow(String name, Body body, Class<?>... types) {
        helper.registerAllowedMethod(MethodSignature.method(name, types), new Callback(body));
    }

    /** What a word of the Jenkinsfile does. */
    @FunctionalInterface
    interface Body {
        Object call(Object[] arguments) throws Throwable;
    }

    /** The same as Groovy calls it. */
    private static final class Callback extends Closure<Object> {
        private static final long serialVersionUID = 1L;

        private final transient Body body;

        Callback(Body body) {
            super(null);
            this.body = body;
        }

        /** Found by its name. */
        public Object doCall(Object... arguments) throws Throwable {
            return body.call(arguments);
        }
    }
}
