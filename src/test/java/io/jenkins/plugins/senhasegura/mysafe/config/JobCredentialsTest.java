package io.jenkins.plugins.senhasegura.mysafe.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobCredentialsTest {
    private final Run<?, ?> run = mock(Run.class);

    @Test
    void parameterThatHoldsTheIdIsFound() {
        CredentialsParameterValue other = mock(CredentialsParameterValue.class);
        when(other.getValue()).thenReturn("other");
        CredentialsParameterValue asked = mock(CredentialsParameterValue.class);
        when(asked.getValue()).thenReturn("of-alice");
        when(asked.getName()).thenReturn("API_KEY");
        ParametersAction parameters = mock(ParametersAction.class);
        when(parameters.getParameters()).thenReturn(List.of(mock(ParameterValue.class), other, asked));
        when(run.getAction(ParametersAction.class)).thenReturn(parameters);

        assertThat(JobCredentials.parameterThatHolds(run, "of-alice")).isEqualTo("API_KEY");
        assertThat(JobCredentials.parameterThatHolds(run, "nobodys")).isNull();
    }

    @Test
    void buildWithoutParametersHasNone() {
        assertThat(JobCredentials.parameterThatHolds(run, "of-alice")).isNull();
    }
}
