package anax.runtime.topology;

/// What came of pinning one thread.
///
/// @param processor the operating system's number of the processor that was asked for
/// @param pinned    true if the thread now runs there and nowhere else
/// @param reason    why not, in words for a person; empty if it is pinned
public record PinOutcome(int processor, boolean pinned, String reason) {}
