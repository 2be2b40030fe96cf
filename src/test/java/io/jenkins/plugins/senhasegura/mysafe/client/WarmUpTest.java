package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WarmUpTest {
    @Test
    void endsWhereItsHostWouldBeLookedUp() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        OperationEnd end = WarmUp.start("warm-up").get();

        assertThat(end.operation().outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(end.operation().attempts()).isEqualTo(1);
        assertThat(end.operation().message()).contains("warm-up.invalid");
        Set<Thread> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mysafe-") && !before.contains(thread))
                .collect(Collectors.toSet());
        for (Thread thread : left) {
            thread.join();
        }
    }
}
