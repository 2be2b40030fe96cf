package io.jenkins.plugins.senhasegura.mysafe.client.http;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.ByteArrayBuffer;

/** Collects one response up to the cap; beyond it the exchange fails and its connection is dropped, unread. */
public final class ResponseConsumer implements AsyncResponseConsumer<RawResponse> {
    /** More interim (1xx) answers than this are no honest server's. */
    public static final int MOST_INTERIM = 10;

    private static final int USUAL_SIZE = 512;
    private static final byte[] NOTHING = new byte[0];

    private final Exchange exchange;
    private int interim;
    private RawResponse head;
    private ByteArrayBuffer body;
    private RawResponse whole;
    private FutureCallback<RawResponse> callback;

    ResponseConsumer(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) throws ExchangeException {
        if (++interim > MOST_INTERIM) {
            throw new ExchangeException(null, "interim", MOST_INTERIM);
        }
    }

    @Override
    public void consumeResponse(
            HttpResponse response,
            EntityDetails entity,
            HttpContext context,
            FutureCallback<RawResponse> resultCallback)
            throws ExchangeException {
        head = new RawResponse(response.getCode(), headers(response), NOTHING, exchange.originOfResponse());
        callback = resultCallback;
        exchange.progress().answering(head);
        if (entity == null) {
            whole = head;
            return;
        }
        if (entity.getContentLength() > RawResponse.BODY_CAP) {
            throw tooLong();
        }
        body = new ByteArrayBuffer(entity.getContentLength() > 0 ? (int) entity.getContentLength() : USUAL_SIZE);
    }

    private static Map<String, String> headers(HttpResponse response) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            if (RawResponse.KEPT.contains(name)) {
                headers.merge(name, header.getValue(), (first, second) -> first + ", " + second);
            }
        }
        return headers;
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws java.io.IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer bytes) throws ExchangeException {
        if (body.length() + bytes.remaining() > RawResponse.BODY_CAP) {
            throw tooLong();
        }
        body.append(bytes);
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        // The buffer is as long as the response said to be, so there is mostly nothing to copy.
        byte[] content = body.isFull() ? body.array() : body.toByteArray();
        whole = new RawResponse(head.status(), head.headers(), content, head.origin());
    }

    private ExchangeException tooLong() {
        return new ExchangeException(head, "oversized", RawResponse.BODY_CAP / 1024);
    }

    @Override
    public void failed(Exception cause) {
        if (whole == null && head != null && head.countsByItsHead()) {
            whole = head;
        }
        // Whatever happens to the connection after a whole response does not unsay it.
        tell();
    }

    /** Called when the connection is back in its pool, so that the next request, often the response's result, finds it. */
    @Override
    public void releaseResources() {
        body = null;
        tell();
    }

    private void tell() {
        if (whole != null) {
            callback.completed(whole);
        }
    }
}
