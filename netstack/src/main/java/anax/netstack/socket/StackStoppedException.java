package anax.netstack.socket;

/// Says that a socket cannot go on, since its stack's machine was stopped.
///
/// Owner: whoever catches it.
public final class StackStoppedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /// Makes one.
    ///
    /// @param cause what the runtime said
    StackStoppedException(Throwable cause) {
        super("a socket was used whose stack's machine is stopped; open another one on a machine that runs", cause);
    }
}
