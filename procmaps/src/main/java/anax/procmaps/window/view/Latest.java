package anax.procmaps.window.view;

import java.awt.EventQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Work that is too long for the event thread. Only the newest counts: what was asked for and not begun is dropped
/// when something newer is asked for, and a result that is no more wanted is not shown.
///
/// Owner: the event thread. Holds one piece of work that waits, and one that runs.
///
/// @param <T> what comes out
public final class Latest<T> {
    private final Executor elsewhere;
    private final AtomicReference<Work<T>> waiting = new AtomicReference<>();
    private Work<T> newest;

    /// @param elsewhere where to work: a single thread, so that results keep their order
    public Latest(Executor elsewhere) {
        this.elsewhere = elsewhere;
    }

    private record Work<T>(Supplier<T> work, Consumer<T> then) {}

    /// Works elsewhere, and shows the result on the event thread.
    public void run(Supplier<T> work, Consumer<T> then) {
        newest = new Work<>(work, then);
        if (waiting.getAndSet(newest) == null) {
            elsewhere.execute(this::work);
        }
    }

    /// Wants nothing any more of what was asked for.
    public void forget() {
        newest = null;
    }

    /// Whether nothing is under way that will be shown.
    public boolean isIdle() {
        return newest == null;
    }

    private void work() {
        Work<T> now = waiting.getAndSet(null);
        T result = now.work().get();
        EventQueue.invokeLater(() -> {
            if (now == newest) {
                newest = null;
                now.then().accept(result);
            }
        });
    }
}
