package anax.bench.messages.lwkt;

import anax.runtime.Port;

/// What an initiating lightweight thread does in a slice.
///
/// Owner: one thread at a time, always on the same CPU. Allocates outside of [#initiate] only.
interface Exchange {

    /// Gets ready before the window opens, and wakes the target.
    ///
    /// @param target the port of the thread that answers
    void begin(Port target);

    /// A burst of work inside of the window.
    ///
    /// @return how many operations it was
    int initiate();

    /// Brings home what is under way, after the window has closed.
    void finish();
}
