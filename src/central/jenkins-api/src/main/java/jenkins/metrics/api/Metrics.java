package jenkins.metrics.api;

import com.codahale.metrics.MetricRegistry;
import edu.umd.cs.findbugs.annotations.NonNull;

/** The controller's metrics. */
public class Metrics {

    public Metrics() {}

    @NonNull
    public static MetricRegistry metricRegistry() {
        throw new UnsupportedOperationException("Metrics.metricRegistry needs a real Jenkins");
    }
}
