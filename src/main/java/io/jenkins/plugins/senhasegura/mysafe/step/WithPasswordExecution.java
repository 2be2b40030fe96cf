package io.jenkins.plugins.senhasegura.mysafe.step;

import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.build.PasswordWindow;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowOptions;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowPlace;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
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
    private Phase phase = Phase.OPENING;
    private WindowPlace place;
    private LinkedHashSet<String> told = new LinkedHashSet<>();
    // When the window was opened, in milliseconds; 0 where that is not known.
    private long since;
    private volatile BodyExecution block;
    // How the block ended.
    private Serializable value;
    private Throwable failure;

    private transient volatile PasswordWindow window;
    private transient Throwable stopped;
    // What the block returned, for as long as Jenkins runs: not everything can be kept.
    private transient Object returned;

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
            Phase now;
            Set<String> leases;
            Instant opened;
            synchronized (this) {
                if (stopped != null || window != null) {
                    return;
                }
                now = phase;
                leases = told;
                opened = since == 0 ? null : Instant.ofEpochMilli(since);
            }
            switch (now) {
                case OPENING -> {
                    StepContexts.say(getContext(), Messages.window_resumed_opening());
                    open();
                }
                case BLOCK -> {
                    StepContexts.say(getContext(), Messages.window_resumed_body());
                    window().takeUp(place, leases, opened)
                            .whenComplete((end, broken) -> WindowStepContext.takenUp(getContext(), end, broken));
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
        if (stopped() != null) {
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
        if (stopped() != null) {
            // Perhaps before there was anything to give up.
            closing.abort();
        }
    }

    private synchronized Throwable stopped() {
        return stopped;
    }

    private void opened(PasswordWindow.Opening opening, Throwable broken) {
        try {
            synchronized (this) {
                if (stopped != null) {
                    return; // told by who stopped it
                }
                if (broken == null && opening.failure() == null) {
                    told = new LinkedHashSet<>(opening.leases());
                    since = opening.since().toEpochMilli();
                    phase = Phase.BLOCK;
                }
            }
            if (broken != null) {
                fail(WindowStepContext.unwrapped(broken));
            } else if (opening.failure() != null) {
                fail(WindowStepContext.ofOpening(opening.failure()));
            } else {
                block = getContext()
                        .newBodyInvoker()
                        .withCallback(new WindowBlockEnd(this))
                        .start();
                Throwable early = stopped();
                if (early != null) {
                    block.cancel(early);
                }
            }
        } catch (Throwable thrown) {
            // Such as that somebody has completed the step from outside: no block will ever end.
            PasswordWindow useless = window;
            if (useless != null) {
                useless.abort();
            }
            fail(thrown);
        }
    }

    /** The block has ended in whatever way. */
    void blockEnded(Object result, Throwable thrown) {
        try {
            synchronized (this) {
                phase = Phase.CLOSING;
                returned = result;
                block = null; // it holds the result, too
                value = result instanceof Serializable kept ? kept : null;
                failure = thrown;
                stopped = null;
            }
            getContext().saveState();
            close();
        } catch (Throwable broken) {
            fail(thrown == null ? broken : thrown);
        }
    }

    private void closed(PasswordWindow.Closing closing, Throwable broken) {
        try {
            Throwable end;
            Object result;
            synchronized (this) {
                end = failure == null ? stopped : failure;
                result = returned == null ? value : returned;
            }
            WindowStepContext.closed(getContext(), closing, broken, end, result);
        } catch (Throwable thrown) {
            fail(thrown);
        }
    }

    private void fail(Throwable thrown) {
        getContext().onFailure(thrown);
    }

    @Override
    public void stop(Throwable cause) {
        Phase at;
        PasswordWindow begun;
        synchronized (this) {
            stopped = cause;
            at = phase;
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
