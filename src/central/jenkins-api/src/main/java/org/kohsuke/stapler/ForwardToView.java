package org.kohsuke.stapler;

import java.util.Map;

/** Answers with a view. */
public class ForwardToView extends RuntimeException implements HttpResponse {

    ForwardToView() {}

    public ForwardToView with(String varName, Object value) {
        throw new UnsupportedOperationException("ForwardToView.with needs a real Jenkins");
    }

    public ForwardToView with(Map<String, ?> attributes) {
        throw new UnsupportedOperationException("ForwardToView.with needs a real Jenkins");
    }
}
