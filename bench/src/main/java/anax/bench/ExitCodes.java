package anax.bench;

/// The exit codes of every command.
///
/// Owner: nobody; constants.
final class ExitCodes {
    /// It did what it was asked.
    static final int OK = 0;

    /// It failed: a message was lost, a fork crashed, a file could not be written.
    static final int FAILED = 1;

    /// The command line was wrong.
    static final int USAGE = 2;

    /// What was asked for is not there.
    static final int NOT_FOUND = 3;

    /// It is there, but may not be looked at, or does not answer.
    static final int DENIED = 4;

    /// It was interrupted, by Ctrl-C for instance: 128 and the signal's number.
    static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
