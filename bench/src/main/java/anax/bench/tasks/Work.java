package anax.bench.tasks;

/// What a task does in a slice.
///
/// Owner: one thread at a time, always on the same CPU. Allocates outside of [#burst] only.
interface Work {

    /// Gets ready before the window opens.
    default void begin() {}

    /// A burst of work inside of the window.
    ///
    /// @return how many operations it was
    int burst();

    /// Ends what was begun, after the window has closed.
    ///
    /// @throws IllegalStateException if an operation was lost
    default void finish() {}
}
