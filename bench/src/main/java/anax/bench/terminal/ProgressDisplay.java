package anax.bench.terminal;

/// Shows how far a run has come.
///
/// Owner: the thread that measures; [#close] may be called by any thread, once or more often.
public interface ProgressDisplay extends AutoCloseable {

    /// The run has come this far.
    ///
    /// @param what  what is measured now
    /// @param share 0 to 1
    void show(String what, double share);

    /// Ends the display and leaves the terminal's line empty.
    @Override
    void close();
}
