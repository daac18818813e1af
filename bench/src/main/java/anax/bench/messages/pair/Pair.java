package anax.bench.messages.pair;

/// Two parties and the way that letters take between them.
///
/// Owner: two threads: [#begin], [#initiate] and [#finish] are the initiator's, [#answer] the target's. Allocates
/// when made, and while it works only if the way that it stands for does. May block if that does.
///
/// A slice is: `begin`; then `initiate` again and again, which is the measured window, while the target calls
/// `answer` again and again; then `finish`, after which `answer` returns false once. Bursts are calls of their
/// own, so that the compiler meets their loops as methods that are called often, not as one loop that never ends.
public interface Pair {

    /// Gets ready, before the window opens and before the target looks.
    void begin() throws InterruptedException;

    /// A burst of the initiator's work.
    ///
    /// @return how many messages came back in it
    int initiate() throws InterruptedException;

    /// Brings home what is under way and tells the target to end the slice, after the window has closed.
    void finish() throws InterruptedException;

    /// A burst of the target's work; may return early if there is none.
    ///
    /// @return false if the slice is over
    boolean answer() throws InterruptedException;

    /// Frees a party that waits in a way that an interrupt does not end; any thread, after a failure.
    default void abort() {}
}
