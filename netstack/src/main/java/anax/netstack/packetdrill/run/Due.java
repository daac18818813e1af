package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.syntax.EventTime;

/// When an event should happen, on the run's clock.
///
/// Owner: nobody, it never changes.
///
/// @param fromNs the first time
/// @param toNs   the last time
/// @param gapNs  how long after the event before
/// @param any    whether any time will do
record Due(long fromNs, long toNs, long gapNs, boolean any) {
    /// Works a time out.
    ///
    /// @param baseNs what relative times count from
    static Due of(EventTime time, long baseNs) {
        return switch (time) {
            case EventTime.At(long ns, boolean relative) -> {
                final long atNs = relative ? baseNs + ns : ns;
                yield new Due(atNs, atNs, atNs - baseNs, false);
            }
            case EventTime.Range(long fromNs, long toNs, boolean relative) -> {
                final long offsetNs = relative ? baseNs : 0;
                yield new Due(offsetNs + fromNs, offsetNs + toNs, offsetNs + fromNs - baseNs, false);
            }
            case EventTime.Any() -> new Due(baseNs, baseNs, 0, true);
        };
    }

    /// Whether something happened in time.
    boolean admits(long atNs, long toleranceNs) {
        return any || (atNs >= fromNs - toleranceNs && atNs <= toNs + toleranceNs);
    }
}
