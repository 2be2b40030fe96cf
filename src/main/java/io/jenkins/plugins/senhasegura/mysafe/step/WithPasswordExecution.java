package io.jenkins.plugins.senhasegura.mysafe.step;

import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.build.PasswordWindow;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowOptions;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowPlace;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A window around a block of a Pipeline while it runs. Opening, block and closing follow one another by events, so no
 * thread waits; after a restart it goes on in its phase, with the same name for its leases.
 *
 * <p>Thread-safe: its lock guards the phase; nothing of others is called under it.
 */
public final class WithPasswordExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private enum Phase {
        OPENING,
        BLOCK,
        CLOSING
    }

    private final WindowOptions options;
    private final String id = UUID.randomUUID().toString();
    private volatile Phase phase = Phase.OPENING;
    private WindowPlace place;
    private volatile LinkedHashSet<String> told = new LinkedHashSet<>();
    // When the window was opened, in milliseconds; 0 where that is not known.
    private volatile long since;
    private volatile BodyExecution block;
    private volatile BlockEnd end;

    private transient volatile PasswordWindow window;
    private transient volatile Throwable stopped;
    // Between the opening's end and the block's begin.
    private transient boolean launching;

    public WithPasswordExecution(WindowOptions options, StepContext context) {
        super(context);
        this.options = options;
    }

    @Override
    public boolean start() throws Exception {
        open();
        return false;
    }

    @Override
    public void onResume() {
        try {
            synchronized (this) {
                if (stopped != null || window != null) {
                    return;
                }
            }
            switch (phase) {
                case OPENING -> {
                    StepContexts.say(getContext(), Messages.window_resumed_opening());
                    open();
                }
                case BLOCK -> {
                    StepContexts.say(getContext(), Messages.window_resumed_body());
                    Instant opened = since == 0 ? null : Instant.ofEpochMilli(since);
                    window().takeUp(place, told, opened).whenComplete(this::takenUp);
                }
                case CLOSING -> {
                    window(); // known before the log says so to anybody who might abort
                    StepContexts.say(getContext(), Messages.window_resumed_closing());
                    close();
                }
            }
        } catch (Throwable broken) { // nobody else would tell the Pipeline
            fail(broken);
        }
    }

    /** Goes on with the leases that it has now: a password that was enabled anew has another. */
    private void takenUp(PasswordWindow.Opening opening, Throwable broken) {
        if (broken == null) {
            told = new LinkedHashSet<>(opening.leases());
            getContext().saveState();
        }
        WindowStepContext.takenUp(getContext(), broken);
    }

    private void open() throws IOException, InterruptedException {
        PasswordWindow opening = WindowStepContext.window(getContext(), options, id);
        synchronized (this) {
            if (stopped != null) {
                return;
            }
            window = opening;
        }
        try {
            if (place == null) {
                place = opening.place();
            }
        } catch (SettingException noServer) {
            opening.refuse(noServer).whenComplete(this::opened);
            return;
        }
        opening.open(place).whenComplete(this::opened);
        if (stopped != null) {
            opening.abort();
        }
    }

    /** The one window of this life of Jenkins: the block may end while the step is being resumed. */
    private PasswordWindow window() throws IOException, InterruptedException {
        PasswordWindow made = WindowStepContext.window(getContext(), options, id);
        synchronized (this) {
            if (window == null) {
                window = made;
            }
            return window;
        }
    }

    private void close() throws IOException, InterruptedException {
        PasswordWindow closing = window == null ? window() : window;
        closing.close(place).whenComplete(this::closed);
        if (stopped != null) {
            // Perhaps before there was anything to give up.
            closing.abort();
        }
    }

    private void opened(PasswordWindow.Opening opening, Throwable broken) {
        try {
            Throwable failed = WindowStepContext.failure(opening, broken);
            synchronized (this) {
                if (stopped != null) {
                    return; // told by who stopped it
                }
                if (failed == null) {
                    told = new LinkedHashSet<>(opening.leases());
                    since = opening.since().toEpochMilli();
                    launching = true;
                }
            }
            if (failed != null) {
                fail(failed);
            } else {
                launch();
            }
        } catch (Throwable useless) {
            // Such as that somebody has completed the step from outside: no block will ever end.
            PasswordWindow open = window;
            if (open != null) {
                open.abort();
            }
            fail(useless);
        }
    }

    /** The block begins; kept with it, so that no crash leaves this phase without a block that ends. */
    synchronized void blockBegins() {
        phase = Phase.BLOCK;
    }

    /** The block has ended in whatever way. */
    void blockEnded(Object result, Throwable failed) {
        try {
            BlockEnd ended = new BlockEnd(result, failed);
            synchronized (this) {
                phase = Phase.CLOSING;
                block = null; // it holds the result, too
                end = ended;
                stopped = null;
            }
            getContext().saveState();
            close();
        } catch (Throwable broken) {
            fail(failed == null ? broken : failed);
        }
    }

    private void closed(PasswordWindow.Closing closing, Throwable broken) {
        try {
            Throwable failure = end.thrown() == null ? stopped : end.thrown();
            WindowStepContext.closed(getContext(), closing, broken, failure, end.returned());
        } catch (Throwable untold) {
            fail(untold);
        }
    }

    private void launch() {
        BodyExecution begun = getContext()
                .newBodyInvoker()
                .withCallback(new WindowBlockEnd(this))
                .start();
        Throwable early;
        synchronized (this) {
            block = phase == Phase.CLOSING ? null : begun; // it may have ended meanwhile
            early = stopped;
        }
        if (early != null) {
            begun.cancel(early);
        }
    }

    private void fail(Throwable cause) {
        getContext().onFailure(cause);
    }

    @Override
    public void stop(Throwable cause) {
        Phase at;
        PasswordWindow begun;
        synchronized (this) {
            stopped = cause;
            at = launching && phase == Phase.OPENING ? Phase.BLOCK : phase;
            begun = window;
        }
        if (at == Phase.BLOCK) {
            BodyExecution running = block;
            // One that is just being started finds out by itself.
            if (running != null) {
                running.cancel(cause);
            }
        } else if (begun == null) {
            fail(cause);
        } else if (at == Phase.OPENING) {
            begun.abort().whenComplete((nothing, never) -> fail(cause));
        } else {
            // The closing ends now, and with it the step.
            begun.abort();
        }
    }

    /** For thread dumps of the Pipeline. */
    @Override
    public synchronized String getStatus() {
        return switch (phase) {
            case OPENING -> "enabling passwords " + options.ids();
            case BLOCK -> "passwords enabled: " + options.ids();
            case CLOSING -> "disabling passwords " + options.ids();
        };
    }
}
