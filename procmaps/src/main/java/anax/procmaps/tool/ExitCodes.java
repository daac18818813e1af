package anax.procmaps.tool;

/// The exit codes of the command. The worst of several targets counts, in this order.
///
/// Owner: nobody; constants.
final class ExitCodes {
    /// Everything was found and read.
    static final int OK = 0;

    /// The command line was wrong, or a file could not be read.
    static final int USAGE = 1;

    /// Not everything that was asked for was found, as pmap says it.
    static final int NOT_FOUND = 42;

    /// There is no display for a window, as sysexits.h numbers a service that is not there.
    static final int NO_DISPLAY = 69;

    /// Something may not be read by this user.
    static final int DENIED = 77;

    /// It was interrupted, by Ctrl-C for instance: 128 and the signal's number.
    static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
