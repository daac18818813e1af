package anax.bench.measure;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/// What has to be put right if the program ends early: processes to kill, files to delete, a line to finish.
///
/// Owner: any thread may add and remove; the JVM's shutdown thread runs what is left, the newest first. One for
/// each program. Never blocks but while it runs.
public final class OnExit {
    private final Deque<Runnable> actions = new ConcurrentLinkedDeque<>();
    private volatile boolean begun;

    private OnExit() {}

    /// Makes one that runs when the JVM shuts down, on Ctrl-C for instance.
    public static OnExit install() {
        OnExit onExit = new OnExit();
        Runtime.getRuntime().addShutdownHook(new Thread(onExit::runAll, "anax-on-exit"));
        return onExit;
    }

    /// Makes one that only runs when [#runAll] is called.
    public static OnExit detached() {
        return new OnExit();
    }

    /// Adds an action; closing what is returned takes it back. If the end has begun already, it runs at once: a
    /// process that is started while the others are killed is killed as well.
    public Registration add(Runnable action) {
        Registration registration = new Registration(action);
        actions.push(registration);
        if (begun && actions.remove(registration)) {
            registration.run();
        }
        return registration;
    }

    /// Runs and forgets all actions, the newest first.
    public void runAll() {
        begun = true;
        for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
            try {
                action.run();
            } catch (RuntimeException failed) {
                // The others still have to run, and there is nobody left to tell but the person at the terminal.
                System.err.println("could not clean up: " + failed.getMessage());
            }
        }
    }

    /// True once the program's end has begun: what fails from now on fails because of it.
    public boolean hasBegun() {
        return begun;
    }

    /// An action that waits for the program's early end. Owner: as of the class around it.
    public final class Registration implements Runnable, AutoCloseable {
        private final Runnable action;

        private Registration(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            action.run();
        }

        /// Takes the action back: it will not run any more.
        @Override
        public void close() {
            actions.remove(this);
        }
    }
}
