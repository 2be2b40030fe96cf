package jenkins.metrics.api;

import com.codahale.metrics.MetricSet;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;

/** Brings metrics of its own. */
public abstract class MetricProvider implements ExtensionPoint {

    public MetricProvider() {}

    @NonNull
    public abstract MetricSet getMetricSet();
}
