package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import io.jenkins.plugins.senhasegura.mysafe.audit.SensitiveVariables;
import io.jenkins.plugins.senhasegura.mysafe.build.AccessWindows;
import io.jenkins.plugins.senhasegura.mysafe.build.PasswordWindow;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowOptions;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowPlace;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** A window of a freestyle build, which waits for its opening and its closing on its own executor. */
final class FreestyleWindow {
    private final PasswordWindow window;
    private final WindowPlace place;

    private FreestyleWindow(PasswordWindow window, WindowPlace place) {
        this.window = window;
        this.place = place;
    }

    /** @return null where it could not be opened, which the log explains */
    static FreestyleWindow open(
            WindowOptions options, AbstractBuild<?, ?> build, EnvVars variables, BuildListener listener)
            throws IOException, InterruptedException {
        PasswordWindow window = new PasswordWindow(
                options,
                build,
                listener,
                () -> SensitiveVariables.values(build, variables, null),
                UUID.randomUUID().toString(),
                "");
        WindowPlace place = null;
        CompletionStage<PasswordWindow.Opening> opening;
        try {
            place = window.place();
            opening = window.open(place);
        } catch (SettingException noServer) {
            opening = window.refuse(noServer);
        }
        FreestyleWindow made = new FreestyleWindow(window, place);
        return made.await(opening, listener).failure() == null ? made : null;
    }

    BuildResult close(BuildListener listener) throws IOException, InterruptedException {
        return await(window.close(place), listener).result();
    }

    private <T> T await(CompletionStage<T> stage, BuildListener listener) throws IOException, InterruptedException {
        // Where it is aborted, what is open is the keeper's.
        return FreestyleWait.until(AccessWindows.get().orStopped(stage), window::abort, listener);
    }
}
