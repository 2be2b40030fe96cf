package org.kohsuke.accmod;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.jvnet.hudson.annotation_indexer.Indexed;

/** Says who may use what carries it. */
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Indexed
public @interface Restricted {

    Class<? extends AccessRestriction>[] value();
}
