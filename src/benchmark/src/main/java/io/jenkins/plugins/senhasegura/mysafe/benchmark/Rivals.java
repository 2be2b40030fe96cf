package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** All rivals by the name they have in the tables. */
public enum Rivals {
    /** Ours below the step: {@code MySafeClient}, from the caller's thread to the I/O thread. */
    CLIENT("ours: client") {
        @Override
        Rival open(String path, int connections) {
            return new OurClient(path, connections);
        }
    },
    /** HttpClient 5, asynchronous and pooled, token known beforehand, told on its I/O thread. */
    BARE("bare HttpClient 5") {
        @Override
        Rival open(String path, int connections) {
            return new BareClient(enable(path), connections);
        }
    },
    /** The same with both requests, and both responses read with Jackson; for the first activation alone. */
    BARE_TOKEN("bare HttpClient 5 with both requests, read with Jackson") {
        @Override
        Rival open(String path, int connections) {
            return new BareWithToken(path, connections);
        }
    },
    /** Ours as the step uses it: {@code PasswordOperations}, look-up on a worker, told on a timer thread. */
    STEP("ours: step") {
        @Override
        Rival open(String path, int connections) {
            return new OurStep(path, connections);
        }
    },
    /** The bare client under a step's rules: started by a worker, told on a timer thread. */
    BARE_THREADS("bare under a step's rules") {
        @Override
        Rival open(String path, int connections) {
            return new BareOnThreads(path, connections);
        }
    },
    /** A thread, a client and a token for every call, as a step that knows no better. */
    NAIVE("naive") {
        @Override
        Rival open(String path, int connections) {
            return new NaiveCalls(path);
        }
    },
    /** The Java runtime's own {@code HttpClient}, token known beforehand. */
    JDK("JDK HttpClient") {
        @Override
        Rival open(String path, int connections) {
            return new JdkClient(path);
        }
    },
    /** HttpClient 5, blocking and pooled, token known beforehand, a thread for every call under way. */
    BLOCKING("blocking, thread a call") {
        @Override
        Rival open(String path, int connections) {
            return new BlockingClient(path, connections);
        }
    };

    /** An access token as long as the server's own. */
    static final String BEARER = "Bearer " + "t0ken".repeat(8);

    static final String USER_AGENT = "senhasegura-mysafe-jenkins/1";

    /** All that are measured under load. */
    static final Set<Rivals> UNDER_LOAD = EnumSet.complementOf(EnumSet.of(BARE_TOKEN));

    private final String title;

    Rivals(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /**
     * Opens it.
     *
     * @param path of the base URL on the shared server, with slashes at both ends
     * @param connections the most at a time
     */
    abstract Rival open(String path, int connections);

    static String base(String path) {
        return "http://127.0.0.1:" + ServerProcess.sharedPort() + path;
    }

    static String enable(String path) {
        return base(path) + "api/mysafe/password/active/10";
    }

    /** As Jenkins' own timer: ten threads, and always something that waits for its time. */
    static ScheduledExecutorService timer() {
        ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(10, daemons("timer"));
        timer.schedule(() -> {}, 1, TimeUnit.HOURS);
        return timer;
    }

    /** A thread for every call under way, kept for the next. */
    static ExecutorService threads() {
        return Executors.newCachedThreadPool(daemons("caller"));
    }

    static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
