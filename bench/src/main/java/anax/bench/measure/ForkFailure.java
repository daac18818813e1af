package anax.bench.measure;

/// A fork that ended without a result.
///
/// Owner: nobody.
public final class ForkFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean interrupted;

    /// Makes one.
    ///
    /// @param message     one sentence for the person at the terminal
    /// @param interrupted true if it was told to end, by Ctrl-C for instance, and did not fail by itself
    public ForkFailure(String message, boolean interrupted) {
        super(message);
        this.interrupted = interrupted;
    }

    /// True if the fork was told to end.
    public boolean isInterrupted() {
        return interrupted;
    }
}
