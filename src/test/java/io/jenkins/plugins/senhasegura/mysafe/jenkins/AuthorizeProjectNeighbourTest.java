package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import hudson.model.Cause;
import hudson.model.Computer;
import java.util.HashSet;
import java.util.Set;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.authorizeproject.AuthorizeProjectProperty;
import org.jenkinsci.plugins.authorizeproject.AuthorizeProjectStrategy;
import org.jenkinsci.plugins.authorizeproject.ProjectQueueItemAuthenticator;
import org.jenkinsci.plugins.authorizeproject.strategy.AnonymousAuthorizationStrategy;
import org.jenkinsci.plugins.authorizeproject.strategy.SpecificUsersAuthorizationStrategy;
import org.jenkinsci.plugins.authorizeproject.strategy.TriggeringUsersAuthorizationStrategy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The same where Authorize Project lets builds run as a user. */
class AuthorizeProjectNeighbourTest extends RunAsTest {
    /** Builds that run as nobody would else wait in the queue for good. */
    @BeforeAll
    static void letEverybodyBuild() {
        ((MockAuthorizationStrategy) jenkins.jenkins.getAuthorizationStrategy())
                .grant(Computer.BUILD)
                .everywhere()
                .toEveryone();
    }

    @Override
    void runAs(String user) throws Exception {
        if (!user.equals("SYSTEM")) {
            runAs(new SpecificUsersAuthorizationStrategy(user));
        }
    }

    private void runAs(AuthorizeProjectStrategy strategy) throws Exception {
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new ProjectQueueItemAuthenticator(
                        new HashSet<>(Set.of(strategy.getDescriptor().getId())), new HashSet<>()));
        pipeline.addProperty(new AuthorizeProjectProperty(strategy));
        freestyle.addProperty(new AuthorizeProjectProperty(strategy));
    }

    /** Who starts a build is not known of a form, and is not asked where Jenkins looks credentials up by a build. */
    @ParameterizedTest
    @ValueSource(strings = {"alice", "bob"})
    void formsAndBuildsAgreeWhereBuildsRunAsWhoStartsThem(String user) throws Exception {
        runAs(new TriggeringUsersAuthorizationStrategy());
        assertFormsAndBuildsAgree("of-folder mysafe-api", new Cause.UserIdCause(user));
    }

    @Test
    void formsAndBuildsAgreeWhereBuildsRunAsNobody() throws Exception {
        runAs(new AnonymousAuthorizationStrategy());
        assertFormsAndBuildsAgree("", NOBODY);
    }
}
