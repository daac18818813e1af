package anax.runtime.call;

/// Where a handler runs, and so what it may do.
///
/// Owner: nobody; constants.
public enum CallKind {
    /// At once, on the caller's CPU and stack. It must neither block nor switch, since ordinary threads and
    /// entries of the crossbar may call as well. Costs no more than a port in place.
    IN_PLACE,

    /// On a thread of the port's pool, where it may block: file I/O, name lookup and the like. A call that is
    /// aborted while it runs is not interrupted; a handler that works long asks [Call#isAbortRequested].
    BLOCKING,

    /// As `BLOCKING`, and its thread is interrupted when the call is aborted or the port closed while it runs.
    /// Not for handlers that share a channel: a `FileChannel` closes itself when a thread that uses it is
    /// interrupted.
    INTERRUPTIBLE
}
