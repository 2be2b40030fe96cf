package org.kohsuke.stapler;

/** Makes answers of web methods. */
public class HttpResponses {

    HttpResponses() {}

    /** An answer that may also be thrown. */
    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {

        public HttpResponseException() {}
    }

    public static HttpResponseException notFound() {
        throw new UnsupportedOperationException("HttpResponses.notFound needs a real Jenkins");
    }

    public static ForwardToView forwardToView(Object it, String view) {
        throw new UnsupportedOperationException("HttpResponses.forwardToView needs a real Jenkins");
    }

    public static ForwardToView forwardToView(Class c, String view) {
        throw new UnsupportedOperationException("HttpResponses.forwardToView needs a real Jenkins");
    }

    public static HttpResponseException redirectViaContextPath(String relative) {
        throw new UnsupportedOperationException("HttpResponses.redirectViaContextPath needs a real Jenkins");
    }

    public static HttpResponseException redirectViaContextPath(int statusCode, String relative) {
        throw new UnsupportedOperationException("HttpResponses.redirectViaContextPath needs a real Jenkins");
    }
}
