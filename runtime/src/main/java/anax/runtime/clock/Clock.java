package anax.runtime.clock;

/// A source of monotonic time, given to whoever needs it.
///
/// Owner: nobody; an implementation must be safe to read from any thread. Allocates nothing, never blocks.
public interface Clock {

    /// Nanoseconds since an arbitrary origin; never goes backwards. Only differences mean anything.
    long nowNs();
}
