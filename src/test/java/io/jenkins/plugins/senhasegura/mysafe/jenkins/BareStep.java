package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
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

    /** The client of all these steps while it is open. */
    static final class Client implements AutoCloseable {
        private final ExecutorService workers = Executors.newFixedThreadPool(2);
        private final CloseableHttpAsyncClient http = HttpAsyncClientBuilder.create()
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setTcpNoDelay(true)
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableContentCompression()
                .build();
        private final URI uri;

        private Client(String url) {
            this.uri = URI.create(url);
            http.start();
        }

        private void send(Runnable whenDone) {
            SimpleHttpRequest request = SimpleRequestBuilder.post(uri)
                    .addHeader("Accept", "application/json")
                    .addHeader("Authorization", "Bearer " + "t0ken".repeat(8))
                    .build();
            http.execute(request, new FutureCallback<>() {
                @Override
                public void completed(SimpleHttpResponse response) {
                    if (response.getCode() == 200 && response.getBodyText() != null) {
                        whenDone.run();
                    }
                }

                @Override
                public void failed(Exception cause) {
                    cause.printStackTrace();
                }

                @Override
                public void cancelled() {}
            });
        }

        @Override
        public void close() {
            http.close(CloseMode.IMMEDIATE);
            workers.shutdownNow();
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
     */
    static Client register(String url) {
        client = new Client(url);
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
