package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * What an asynchronous step costs that sends the request and does no more: bare HttpClient 5, its token known
 * beforehand, started by a worker thread as everything must be that may look up a secret. No credentials, no settings,
 * no record.
 */
public final class BareStep extends RivalStep {
    private static final String FUNCTION = "benchmarkBare";
    static final String CALL = call(FUNCTION);

    private static volatile Client client;

    /** The client of all these steps while it is open: that of {@code bin/benchmark}, whose module this one knows not. */
    static final class Client implements AutoCloseable {
        private static final String TYPE = "io.jenkins.plugins.senhasegura.mysafe.benchmark.BareClient";

        private final ExecutorService workers = Executors.newFixedThreadPool(2);
        private final URLClassLoader loader;
        private final AutoCloseable http;
        private final MethodHandle start;

        private Client(String url, int connections) throws IOException, ReflectiveOperationException {
            URL classes = Path.of(System.getProperty("mysafe.benchmark.classes"))
                    .toUri()
                    .toURL();
            loader = new URLClassLoader(new URL[] {classes}, BareStep.class.getClassLoader());
            Class<?> type = loader.loadClass(TYPE);
            http = (AutoCloseable) type.getConstructor(String.class, int.class).newInstance(url, connections);
            start = MethodHandles.publicLookup()
                    .findVirtual(type, "start", MethodType.methodType(void.class, Runnable.class))
                    .bindTo(http);
        }

        private void send(Runnable whenDone) {
            try {
                start.invokeExact(whenDone);
            } catch (Throwable failure) {
                failure.printStackTrace();
            }
        }

        @Override
        public void close() throws Exception {
            http.close();
            workers.shutdownNow();
            loader.close();
        }
    }

    @DataBoundConstructor
    public BareStep(long id) {
        super(id);
    }

    /**
     * Makes the step known to a started Jenkins.
     *
     * @param url where the request goes
     * @param connections the most at a time
     */
    static Client register(String url, int connections) throws IOException, ReflectiveOperationException {
        client = new Client(url, connections);
        new DescriptorImpl().register();
        return client;
    }

    @Override
    void work(Runnable whenDone) {
        Client open = client;
        open.workers.execute(() -> open.send(whenDone));
    }

    public static final class DescriptorImpl extends RivalDescriptor {
        public DescriptorImpl() {
            super(FUNCTION);
        }
    }
}
