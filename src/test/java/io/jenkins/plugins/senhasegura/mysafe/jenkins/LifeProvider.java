package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Descriptor;
import hudson.model.ItemGroup;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.springframework.security.core.Authentication;

/**
 * A credentials provider that is as slow as a test wants it to be, like one that asks another system over the network.
 * A test class that needs it extends it by a {@code TestExtension}, which the harness finds in the test class only.
 */
abstract class LifeProvider extends CredentialsProvider {
    static final String ID = "from-afar";

    private static volatile CountDownLatch entered = new CountDownLatch(0);
    private static volatile CountDownLatch release = new CountDownLatch(0);
    private static volatile CountDownLatch interrupted = new CountDownLatch(0);

    /** From now on it does not answer. */
    static void hold() {
        entered = new CountDownLatch(1);
        interrupted = new CountDownLatch(1);
        release = new CountDownLatch(1);
    }

    /** From now on it answers, those included that wait. */
    static void release() {
        release.countDown();
    }

    static CountDownLatch entered() {
        return entered;
    }

    static CountDownLatch interrupted() {
        return interrupted;
    }

    @Override
    public <C extends Credentials> List<C> getCredentialsInItemGroup(
            Class<C> type,
            ItemGroup itemGroup,
            Authentication authentication,
            List<DomainRequirement> domainRequirements) {
        if (!type.isAssignableFrom(StandardUsernamePasswordCredentials.class)) {
            return List.of();
        }
        entered.countDown();
        try {
            release.await();
            return List.of(type.cast(new UsernamePasswordCredentialsImpl(
                    CredentialsScope.GLOBAL, ID, null, Controller.CLIENT_ID, Controller.SECRET)));
        } catch (InterruptedException givenUp) {
            interrupted.countDown();
            Thread.currentThread().interrupt();
            return List.of();
        } catch (Descriptor.FormException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
