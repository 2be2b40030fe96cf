package com.cloudbees.plugins.credentials.domains;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/** Says that they are wanted for an address. */
public class URIRequirementBuilder {

    URIRequirementBuilder() {}

    @NonNull
    public static URIRequirementBuilder fromUri(@CheckForNull String uri) {
        throw new UnsupportedOperationException("URIRequirementBuilder.fromUri needs a real Jenkins");
    }

    @NonNull
    public List<DomainRequirement> build() {
        throw new UnsupportedOperationException("URIRequirementBuilder.build needs a real Jenkins");
    }
}
