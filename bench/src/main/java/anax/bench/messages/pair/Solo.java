package anax.bench.messages.pair;

/// Work that one thread does alone, such as switching between continuations that it carries.
///
/// Owner: one thread. Never blocks.
public interface Solo {

    /// A burst of work.
    ///
    /// @return how many operations it was
    int burst();

    /// Frees what it holds beside memory; the harness's thread calls it, after the last burst.
    default void end() {}
}
