package anax.netstack.packetdrill.syntax;

/// When an event happens. All times are nanoseconds of the script.
///
/// Owner: nobody, it never changes.
public sealed interface EventTime {
    /// At one time.
    ///
    /// @param ns       since the first event, or since the event before
    /// @param relative since which of both
    record At(long ns, boolean relative) implements EventTime {}

    /// Between two times, both included.
    ///
    /// @param fromNs   the first
    /// @param toNs     the last
    /// @param relative since which event both are counted
    record Range(long fromNs, long toNs, boolean relative) implements EventTime {}

    /// At any time.
    record Any() implements EventTime {}
}
