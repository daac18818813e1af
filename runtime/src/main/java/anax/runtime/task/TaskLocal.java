package anax.runtime.task;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A variable of which each task has its own. The JDK's thread-locals belong to the Java thread under a CPU, so
/// all lightweight threads of the CPU would share one.
///
/// Owner: nobody; each value belongs to its thread, and is forgotten when that ends. Allocates when a thread first
/// uses it. Reading costs a few loads. Bound: 1024 in a process, and they are not given back: keep them in static
/// fields.
///
/// @param <T> the type of the value; never null
public final class TaskLocal<T> {
    private static final int MOST = 1024;
    private static final AtomicInteger MADE = new AtomicInteger();

    private final int index = MADE.getAndIncrement();
    private final Supplier<? extends T> initial;

    /// Makes one.
    ///
    /// @param initial makes the value of a thread that asks for it before it has set one
    /// @throws IllegalStateException if there are 1024 already
    public TaskLocal(Supplier<? extends T> initial) {
        this.initial = Objects.requireNonNull(initial, "a local needs an initial value");
        if (index >= MOST) {
            throw new IllegalStateException(
                    MOST + " task locals were made, which is the bound; keep them in static fields");
        }
    }

    /// The running thread's value.
    @SuppressWarnings("unchecked") // only set puts something in
    public T get() {
        final Object[] values = Task.current().locals();
        if (index < values.length && values[index] != null) {
            return (T) values[index];
        }
        final T made = initial.get();
        set(made);
        return made;
    }

    /// Sets the running thread's value.
    public void set(T value) {
        Objects.requireNonNull(value, "null was set as a task local; use remove");
        final Task self = Task.current();
        Object[] values = self.locals();
        if (index >= values.length) {
            values = Arrays.copyOf(values, index + 1);
            self.locals(values);
        }
        values[index] = value;
    }

    /// Forgets the running thread's value.
    public void remove() {
        final Object[] values = Task.current().locals();
        if (index < values.length) {
            values[index] = null;
        }
    }
}
