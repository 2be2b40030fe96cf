package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The process of a real Jenkins is killed while windows are opening, open and closing, and started again. */
class WindowCrashTest {
    @RegisterExtension
    private final RealJenkinsExtension process = Controller.process();

    private final TwentyWindows windows = new TwentyWindows();

    @AfterEach
    void stop() {
        windows.close();
    }

    @Test
    void twentyWindowsInEachPhaseGoOnAfterAKill() throws Throwable {
        process.startJenkins();
        process.runRemotely(TwentyWindows::start, windows.server.url());
        windows.await();
        process.runRemotely(TwentyWindows::awaitSaved);
        Process killed = process.getProcess();
        process.stopJenkinsForcibly();
        killed.waitFor();

        windows.heal();
        process.startJenkins();
        Map<String, ArrayList<String>> endings = process.runRemotely(TwentyWindows::endings);
        process.stopJenkins();

        windows.assertNothingLostAndNothingLeftOpen(endings);
    }
}
