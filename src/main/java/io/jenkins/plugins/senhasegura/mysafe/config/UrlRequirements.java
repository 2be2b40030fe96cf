package io.jenkins.plugins.senhasegura.mysafe.config;

import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.HostnamePortRequirement;
import com.cloudbees.plugins.credentials.domains.HostnameRequirement;
import com.cloudbees.plugins.credentials.domains.PathRequirement;
import com.cloudbees.plugins.credentials.domains.SchemeRequirement;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import java.util.ArrayList;
import java.util.List;

/**
 * What a credential's domain has to allow. Not by {@code URIRequirementBuilder}, which asks {@link java.net.URI} for the
 * host: that finds none in a name with an underscore, and where nothing is required every domain allows it.
 */
final class UrlRequirements {
    private UrlRequirements() {}

    /** For a secret that may be sent to any of these; none where there is no URL yet. */
    static List<DomainRequirement> of(List<ServerUrl> urls) {
        List<DomainRequirement> requirements = new ArrayList<>();
        for (ServerUrl url : urls) {
            requirements.add(new SchemeRequirement(url.scheme()));
            requirements.add(new HostnameRequirement(url.host()));
            requirements.add(new HostnamePortRequirement(url.host(), url.effectivePort()));
            requirements.add(new PathRequirement(url.path()));
        }
        return requirements;
    }
}
