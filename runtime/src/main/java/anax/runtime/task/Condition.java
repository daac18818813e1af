package anax.runtime.task;

/// Where threads that hold a [Mutex] wait for the state that it protects to change.
///
/// Owner: the mutex's home. [#await] lets the mutex go and waits in one step, so no signal is lost in between; it has
/// the mutex again when it returns. **First in, first out**: a signal moves whoever has waited longest into the line
/// for the mutex, behind those who are there; it never wakes anybody for nothing. Allocates nothing.
///
/// ```java
/// while (!state.isReady()) {
///     ready.await();
/// }
/// ```
public final class Condition {
    private final Mutex mutex;
    private final WaitLine line = new WaitLine();

    Condition(Mutex mutex) {
        this.mutex = mutex;
    }

    /// Waits for a signal.
    ///
    /// @throws IllegalStateException if the caller does not have the mutex
    /// @throws CancelledException if the caller is cancelled meanwhile; it has the mutex all the same
    public void await() {
        mutex.await(line);
    }

    /// Wakes whoever has waited longest, if anybody waits.
    ///
    /// @throws IllegalStateException if the caller does not have the mutex
    public void signal() {
        mutex.signal(line, 1);
    }

    /// Wakes all who wait now.
    ///
    /// @throws IllegalStateException if the caller does not have the mutex
    public void signalAll() {
        mutex.signal(line, Integer.MAX_VALUE);
    }
}
