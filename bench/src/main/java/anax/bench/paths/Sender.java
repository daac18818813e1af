package anax.bench.paths;

/// Who sends: one connection to the [Sink], as much as goes.
///
/// Owner: the run's thread. Made anew for each turn.
interface Sender {
    /// Connects and begins to send, in a thread of its own.
    void begin() throws Exception;

    /// Segments that were sent again so far.
    long sentAgain() throws Exception;
}
