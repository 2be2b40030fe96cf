package io.jenkins.plugins.senhasegura.mysafe.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import hudson.model.Run;
import io.jenkins.plugins.senhasegura.mysafe.window.Window;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Builds end on threads of their own, also while a window of theirs begins. */
class LiveWindowsTest {
    private final LiveWindows live = new LiveWindows();
    private final Run<?, ?> run = mock();
    private final Window window = mock();

    @BeforeEach
    void buildRuns() {
        when(run.isBuilding()).thenReturn(true);
    }

    @Test
    void windowEndsWithItsBuildAlone() {
        live.begins(run, "w");
        live.began(run, "w", window);
        live.over(mock());
        verify(window, never()).abort();
        assertThat(live.buildOf("w")).isSameAs(run);
        live.over(run);
        verify(window).abort();
        assertThat(live.buildOf("w")).isNull();
    }

    @Test
    void windowThatBeginsWhenItsBuildIsOverAlreadyEndsAtOnce() {
        live.begins(run, "w");
        assertThat(live.buildOf("w")).isSameAs(run);
        live.over(run);
        live.began(run, "w", window);
        verify(window).abort();
        assertThat(live.buildOf("w")).isNull();
    }

    @Test
    void windowOfABuildThatWasOverBeforeItWasAnnouncedEndsAtOnce() {
        live.over(run);
        when(run.isBuilding()).thenReturn(false);
        live.begins(run, "w");
        live.began(run, "w", window);
        verify(window).abort();
        assertThat(live.buildOf("w")).isNull();
    }

    @Test
    void windowThatEndedIsNobodys() {
        live.begins(run, "w");
        live.began(run, "w", window);
        live.ended("w");
        live.over(run);
        verify(window, never()).abort();
        assertThat(live.buildOf("w")).isNull();
    }
}
