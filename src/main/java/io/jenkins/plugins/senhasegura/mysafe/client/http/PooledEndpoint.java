package io.jenkins.plugins.senhasegura.mysafe.client.http;

import org.apache.hc.client5.http.EndpointInfo;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.AsyncPushConsumer;
import org.apache.hc.core5.http.nio.HandlerFactory;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** A pool's endpoint that knows whose it is. */
final class PooledEndpoint extends AsyncConnectionEndpoint {
    private final Exchange exchange;
    private final AsyncConnectionEndpoint endpoint;

    PooledEndpoint(Exchange exchange, AsyncConnectionEndpoint endpoint) {
        this.exchange = exchange;
        this.endpoint = endpoint;
    }

    Exchange exchange() {
        return exchange;
    }

    /** The pool's own. */
    AsyncConnectionEndpoint endpoint() {
        return endpoint;
    }

    /** Tells of this endpoint where the pool tells of its own. */
    FutureCallback<AsyncConnectionEndpoint> insteadOfThePools(FutureCallback<AsyncConnectionEndpoint> callback) {
        return new CallbackContribution<>(callback) {
            @Override
            public void completed(AsyncConnectionEndpoint inner) {
                if (callback != null) {
                    callback.completed(PooledEndpoint.this);
                }
            }
        };
    }

    @Override
    public void execute(
            String id,
            AsyncClientExchangeHandler handler,
            HandlerFactory<AsyncPushConsumer> pushHandlers,
            HttpContext context) {
        endpoint.execute(id, handler, pushHandlers, context);
    }

    @Override
    public boolean isConnected() {
        return endpoint.isConnected();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        endpoint.setSocketTimeout(timeout);
    }

    @Override
    public void close(CloseMode mode) {
        endpoint.close(mode);
    }

    @Override
    public EndpointInfo getInfo() {
        return endpoint.getInfo();
    }
}
